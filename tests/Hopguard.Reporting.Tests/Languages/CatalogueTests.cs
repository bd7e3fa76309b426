using Hopguard.Plans.Findings;
using Hopguard.Reporting.Languages;

namespace Hopguard.Reporting.Tests.Languages;

public sealed class CatalogueTests
{
    private static readonly Catalogue Small = new(
    [
        ("done", "完了"),
        ("Step '{0}' failed: {1}", "ステップ '{0}' が失敗しました: {1}"),
        ("Volume '{0}' of store '{1}' is gone", "ストア '{1}' のボリューム '{0}' がありません"),
        ("{0}: {1}", "{0}：{1}"),
        ("{n} volumes", "ボリューム {n} 個"),
    ]);

    [Theory]
    [InlineData("done", "完了")]
    [InlineData("Volume 'v' of store 's' is gone", "ストア 's' のボリューム 'v' がありません")]
    [InlineData("Step 'x' failed: Volume 'v' of store 's' is gone", "ステップ 'x' が失敗しました: ストア 's' のボリューム 'v' がありません")]
    [InlineData("Volume 'done' of store 's' is gone", "ストア 's' のボリューム 'done' がありません")]
    [InlineData("Volume 'v' of store 's' is gone; Volume 'w' of store 't' is gone", "ストア 's' のボリューム 'v' がありません。ストア 't' のボリューム 'w' がありません")]
    [InlineData("2 volumes", "ボリューム 2 個")]
    [InlineData("2 volumes, 3 volumes", "ボリューム 2 個、ボリューム 3 個")]
    public void A_sentence_is_recognised_with_the_sentences_in_it(string english, string japanese) => Small.Translate(english).Should().Be(japanese);

    [Theory]
    [InlineData("Volume 'cvat_db' does not exist", "Volume 'cvat_db' does not exist", "ボリューム 'cvat_db' がありません")]
    [InlineData("Volume '/srv/db' does not exist", "Folder '/srv/db' does not exist", "フォルダー '/srv/db' がありません")]
    [InlineData("Stop what uses volume '/srv/db': x", "Stop what uses folder '/srv/db': x", "フォルダー '/srv/db' を使用しているものを停止してください: x")]
    public void A_folder_that_holds_a_store_is_called_one(string written, string english, string japanese)
    {
        Phrases.English[written].Should().Be(english);
        Phrases.For(Language.Japanese)[written].Should().Be(japanese);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Undone")]
    [InlineData("pg_dump said no")]
    [InlineData("no such volumes")]
    [InlineData("2 volumes, 'a', 'b'")]
    public void What_is_not_known_stays(string text) => Small.Translate(text).Should().Be(text);

    [Fact]
    public void The_surest_template_is_taken() => Small.Translate("Step 'a: b' failed: c: d").Should().Be("ステップ 'a: b' が失敗しました: c：d");

    [Fact]
    public void A_text_that_was_made_to_be_slow_is_not() => Small.ExecutionTimeOf(catalogue => catalogue.Translate("Volume '" + new string('\'', 100_000))).Should().BeLessThan(TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData("1 service up", "サービス 1 個が動作中")]
    [InlineData("version 2.3.0 answers, 10 services up", "バージョン 2.3.0 が応答し、サービス 10 個が動作しています")]
    [InlineData("10 services up", "サービス 10 個が動作中")]
    [InlineData("Deployment 'cvat' is being worked on by root@host (process 4711) since 2026-11-29 02:00:00 UTC; nothing was changed",
        "デプロイメント 'cvat' は root@host (プロセス 4711) (2026-11-29 02:00:00 UTC から) が作業中です。何も変更していません")]
    [InlineData("It is being worked on by root@host (process 4711, GitHub run 12)", "root@host (プロセス 4711、GitHub run 12) が作業中です")]
    [InlineData("between copy 'dump' on PostgreSQL 10.23 and trial 'new' on PostgreSQL 15.1", "比較対象: コピー 'dump' (PostgreSQL 10.23) と 試験環境 'new' (PostgreSQL 15.1)")]
    public void What_is_put_together_of_parts_is_known_in_all_of_them(string english, string japanese) => Phrases.For(Plans.Findings.Language.Japanese)[english].Should().Be(japanese);

    [Fact]
    public void A_file_is_read_with_its_escapes() =>
        Catalogue.Parse("# a comment\nmsgid \"say \\\"{0}\\\"\\n\"\nmsgstr \"\\\"{0}\\\" と言う\\n\"\n").Should().Equal(("say \"{0}\"\n", "\"{0}\" と言う\n"));
}
