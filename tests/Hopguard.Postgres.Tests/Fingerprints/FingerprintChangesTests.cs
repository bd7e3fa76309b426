using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Lab;
using Hopguard.Postgres.Comparison;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Tests.Fingerprints;

/// <summary>A server with one of everything, shared by tests that each change one thing of it.</summary>
public sealed class EverythingFixture : IAsyncLifetime
{
    private readonly PostgresFixture _fixture = new();
    private readonly FingerprintReader _reader = new(SecretDigest.Fresh(), TimeProvider.System);
    private LabPostgres _server = null!;
    private PostgreSqlEndpoint _endpoint = null!;

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _server = await LabPostgres.StartPreparedAsync(_fixture.Lab, 10);
        await _server.SqlAsync(await Sample.ReadAsync(Sample.Everything), "postgres");
        _endpoint = new PostgreSqlEndpoint("server", await _server.AddressAsync(), 5432, "root", null, "template1");
    }

    /// <summary>What a comparison says that was made around a change.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAfterAsync(string sql)
    {
        var before = await ReadAsync();
        await _server.SqlAsync(sql, "everything");
        return [.. FingerprintComparison.Compare(before, await ReadAsync()).Select(difference => difference.ToString())];
    }

    public Task<Fingerprint> ReadAsync() => _reader.ReadAsync(_endpoint, new Progress<StepProgress>(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _fixture.DisposeAsync();
    }
}

[Collection(nameof(PostgresCollection))]
public sealed class FingerprintChangesTests(EverythingFixture everything) : IClassFixture<EverythingFixture>
{
    [Theory]
    [InlineData("UPDATE shop.types SET c_float8 = c_float8 + 1e-16 * c_float8 * 2 WHERE id = 3", "table shop.types of database everything has 21 rows, as before, but not the same content")]
    [InlineData("UPDATE shop.types SET c_floats[1] = c_floats[1] * (1 + 3e-16::float8) WHERE id = 3", "table shop.types of database everything has 21 rows, as before, but not the same content")]
    [InlineData("UPDATE shop.types SET c_text = NULL WHERE id = 4", "table shop.types of database everything has 21 rows, as before, but not the same content")]
    [InlineData("UPDATE shop.types SET c_pairs[1] = ROW(1, 0.75)::shop.pair WHERE id = 5", "table shop.types of database everything has 21 rows, as before, but not the same content")]
    [InlineData("UPDATE shop.types SET c_moods = '{sad,sad}' WHERE id = 6", "table shop.types of database everything has 21 rows, as before, but not the same content")]
    [InlineData("INSERT INTO shop.cache VALUES ('new', 'row')", "table shop.cache of database everything has 2 rows instead of 1 row")]
    [InlineData("INSERT INTO shop.nothing SELECT FROM shop.nothing", "table shop.nothing of database everything has 2 rows instead of 1 row")]
    [InlineData("UPDATE public.plain SET id = 12, wide = (SELECT wide FROM public.plain WHERE id = 12) WHERE id = 11", "table public.plain of database everything has 52 rows, as before, but not the same content")]
    [InlineData("UPDATE public.plain SET wide = overlay(wide placing '!' from 9000 for 1) WHERE id = 10", "table public.plain of database everything has 52 rows, as before, but not the same content")]
    [InlineData("UPDATE shop.log_2024 SET line = 'other' WHERE at = (SELECT max(at) FROM shop.log)", "table shop.log_2024 of database everything has 8 rows, as before, but not the same content")]
    [InlineData("SELECT nextval('shop.used')", "sequence shop.used of database everything stands at 18 called instead of 17 called")]
    [InlineData("SELECT setval('shop.fresh', 42, true)", "sequence shop.fresh of database everything stands at 42 called instead of 42 not called")]
    [InlineData("ALTER SEQUENCE shop.fresh CACHE 4", "sequence shop.fresh of database everything has 'cache' '4' instead of '3'")]
    [InlineData("ALTER SEQUENCE shop.types_id_seq OWNED BY NONE", "sequence shop.types_id_seq of database everything has no 'owned by' any more, it was 'shop.types.id'")]
    [InlineData("COMMENT ON COLUMN shop.orders.state IS 'State'", "comment table column shop.orders.state of database everything has another text")]
    [InlineData("COMMENT ON LARGE OBJECT 4712 IS NULL", "comment large object 4712 of database everything is missing")]
    [InlineData("GRANT DELETE ON shop.orders TO auditors", "grant table shop.orders to auditors of database everything has 'DELETE' 'by root', which it had not")]
    [InlineData("REVOKE UPDATE (state) ON shop.orders FROM app", "grant column shop.orders.state to app of database everything is missing")]
    [InlineData("CREATE OR REPLACE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS E'BEGIN RETURN NEW; END\\r\\n'", "function shop.touch() of database everything has another body")]
    [InlineData("ALTER FUNCTION shop.add_one(integer, integer, varchar) STABLE", "function shop.add_one(integer, integer, character varying) of database everything has 'volatility' 's' instead of 'i'")]
    [InlineData("DROP INDEX shop.totals_state", "index shop.totals_state of database everything is missing")]
    [InlineData("ALTER TABLE shop.orders DROP CONSTRAINT orders_amount_check", "constraint shop.orders.orders_amount_check of database everything is missing")]
    [InlineData("ALTER TABLE shop.orders ENABLE TRIGGER touch", "trigger shop.orders.touch of database everything has no 'enabled' any more, it was 'D'")]
    [InlineData("ALTER TYPE shop.mood ADD VALUE 'new'", "type shop.mood of database everything has 'labels' ''sad', 'so-so', 'ok', 'it''s fine', 'new'' instead of ''sad', 'so-so', 'ok', 'it''s fine''")]
    [InlineData("ALTER TABLE public.plain ALTER id SET DEFAULT 5", "column public.plain.id of database everything has 'default' '5', which it had not")]
    [InlineData("DROP POLICY mine ON shop.orders", "policy shop.orders.mine of database everything is missing")]
    [InlineData("ALTER TABLE shop.types OWNER TO root; GRANT ALL ON shop.types TO app", "table shop.types of database everything has 'owner' 'root' instead of 'app'")]
    [InlineData("SELECT lo_put(4711, 4, '\\x01')", "large objects (content) of database everything has 2 objects, as before, but not the same content")]
    [InlineData("SELECT lo_put(4712, 5, '\\x00')", "large objects (content) of database everything has 2 objects, as before, but not the same content")]
    [InlineData("ALTER LARGE OBJECT 4711 OWNER TO root", "large objects (owners and privileges) of database everything has 2 objects, as before, but not the same content")]
    [InlineData("ALTER ROLE app PASSWORD 'other'", "role app has another secret")]
    [InlineData("ALTER ROLE app CONNECTION LIMIT 51", "role app has 'connection limit' '51' instead of '50'")]
    [InlineData("REVOKE auditors FROM app", "membership app in auditors is missing")]
    [InlineData("ALTER DATABASE everything SET statement_timeout = '2h'", "setting statement_timeout for every role in everything has another secret")]
    [InlineData("CREATE OR REPLACE VIEW shop.simple AS SELECT id, state::text || 'y' AS state FROM shop.orders", "view shop.simple of database everything has 'definition'")]
    [InlineData("CREATE OR REPLACE RULE no_delete AS ON DELETE TO public.plain WHERE old.id = 8 DO INSTEAD NOTHING", "rule public.plain.no_delete of database everything has 'definition'")]
    [InlineData("ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA shop GRANT INSERT ON TABLES TO auditors", "default privilege r for app in shop to auditors of database everything has 'INSERT' 'granted', which it had not")]
    [InlineData("ALTER PUBLICATION orders DROP TABLE public.plain", "publication orders of database everything has 'tables' 'shop.orders' instead of 'public.plain, shop.orders'")]
    [InlineData("CREATE DATABASE another", "database another is new")]
    public async Task A_change_is_seen(string change, string line)
    {
        var differences = await everything.DifferencesAfterAsync(change);

        differences.Should().ContainSingle(difference => difference.StartsWith(line, StringComparison.Ordinal), string.Join('\n', differences));
    }

    [Theory]
    [InlineData("VACUUM FULL shop.types")]
    [InlineData("CREATE TEMPORARY TABLE kept AS SELECT * FROM public.plain; TRUNCATE public.plain; INSERT INTO public.plain SELECT * FROM kept ORDER BY id DESC")]
    [InlineData("GRANT DELETE ON public.plain TO auditors; REVOKE DELETE ON public.plain FROM auditors")]
    [InlineData("COMMENT ON TABLE public.plain IS 'x'; COMMENT ON TABLE public.plain IS NULL")]
    [InlineData("ANALYZE; REINDEX TABLE shop.types")]
    [InlineData("REFRESH MATERIALIZED VIEW shop.totals")]
    [InlineData("ALTER TABLE public.plain ADD COLUMN passing integer; ALTER TABLE public.plain DROP COLUMN passing")]
    [InlineData("CREATE TEMPORARY TABLE passing AS SELECT 1")]
    public async Task What_loses_nothing_is_no_difference(string change) => (await everything.DifferencesAfterAsync(change)).Should().BeEmpty();

    [Fact]
    public async Task No_secret_is_written()
    {
        await everything.DifferencesAfterAsync("ALTER ROLE app PASSWORD 'md5a3556571e93b0d20722ba62be61e8c2d'; ALTER DATABASE everything SET shop.token = 'very-secret'");

        var json = System.Text.Json.JsonSerializer.Serialize(await everything.ReadAsync());

        json.Should().Contain("shop.token for every role").And.NotContain("very-secret").And.NotContain("a3556571e93b0d20722ba62be61e8c2d");
    }
}
