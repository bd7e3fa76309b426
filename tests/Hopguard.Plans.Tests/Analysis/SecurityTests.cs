namespace Hopguard.Plans.Tests.Analysis;

public sealed class SecurityTests
{
    [Theory]
    [InlineData("PGPASSWORD=s3cret psql -c select")]
    [InlineData("docker run -e POSTGRES_PASSWORD=s3cret postgres:15")]
    [InlineData("helm upgrade x ./chart --set auth.user=a,auth.password=s3cret")]
    [InlineData("kubectl create secret generic x --from-literal=password=s3cret")]
    [InlineData("mytool --password s3cret")]
    [InlineData("mysqldump -ps3cret --version")]
    [InlineData("docker login -u bot -p s3cret registry.example.com")]
    [InlineData("psql -c \"ALTER USER cvat PASSWORD 's3cret'\"")]
    [InlineData("curl https://bot:s3cret@files.example.com/x")]
    [InlineData("curl -H 'PRIVATE-TOKEN: s3cret' https://example.com/x")]
    [InlineData("curl -H 'Authorization: Bearer s3cret' https://example.com/x")]
    [InlineData("wget '--header=X-API-Key: s3cret' https://example.com/x")]
    public void A_secret_in_a_line_is_in_every_log(string line) => Procedure.OfShell(line).Raises("HOP402");

    [Theory]
    [InlineData("PGPASSWORD=$DB_PASSWORD psql -c select")]
    [InlineData("helm upgrade x ./chart --set auth.password=${{ secrets.DB }}")]
    [InlineData("helm upgrade x ./chart --set auth.existingSecret=cvat-db")]
    [InlineData("docker run -e POSTGRES_PASSWORD_FILE=/run/secrets/db postgres:15")]
    [InlineData("docker login -u bot --password-stdin registry.example.com")]
    [InlineData("docker build --secret id=npm,src=npmrc .")]
    [InlineData("mytool --token $(cat /run/secrets/token)")]
    [InlineData("curl https://bot:$TOKEN@files.example.com/x")]
    [InlineData("curl -H \"Authorization: Bearer $TOKEN\" https://example.com/x")]
    [InlineData("curl -H 'Accept: application/json' https://example.com/x")]
    public void A_reference_is_no_secret(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("DB_PASSWORD", "s3cret", "HOP402")]
    [InlineData("api_token", "abc", "HOP402")]
    [InlineData("DATABASE_URL", "postgres://cvat:s3cret@db/cvat", "HOP402")]
    [InlineData("DB_PASSWORD", "$FROM_CI", null)]
    [InlineData("DB_PASSWORD_FILE", "/run/secrets/db", null)]
    public void A_secret_in_a_variable_is_one(string name, string value, string? rule) =>
        Procedure.Of($"set-variable: {{ name: {name}, value: \"{value}\" }}").Raises(rule is null ? [] : [rule]);

    [Fact]
    public void An_argument_inside_a_service_is_seen_too() =>
        Procedure.Of("run-command: { service: cvat_db, command: [psql, -c, \"ALTER USER cvat PASSWORD 's3cret'\"], does: { writes: [database] } }").Raises("HOP402");

    [Theory]
    [InlineData("curl -fsSL https://get.example.com | sh")]
    [InlineData("wget -qO- https://get.example.com | sudo bash -s -- --yes")]
    [InlineData("bash -c \"$(curl -fsSL https://get.example.com)\"")]
    [InlineData("bash <(curl -fsSL https://get.example.com)")]
    [InlineData("curl https://get.example.com | gunzip | python3")]
    public void A_download_is_looked_at_before_it_runs(string line) => Procedure.OfShell(line).Raises("HOP403");

    [Theory]
    [InlineData("curl -fsSLo x.sh https://get.example.com && sha256sum -c x.sha256 && sh x.sh")]
    [InlineData("curl -fsS https://example.com/about | jq .version")]
    public void A_download_that_is_kept_or_read_runs_nothing(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("curl -fsSLk https://example.com/x", "-fsSLk")]
    [InlineData("wget --no-check-certificate https://example.com/x", "--no-check-certificate")]
    [InlineData("git -c http.sslVerify=false clone https://example.com/x", "http.sslVerify=false")]
    [InlineData("GIT_SSL_NO_VERIFY=1 git clone https://example.com/x", "GIT_SSL_NO_VERIFY=1")]
    [InlineData("helm upgrade x ./chart --kube-insecure-skip-tls-verify", "--kube-insecure-skip-tls-verify")]
    public void Certificates_are_checked(string line, string underlined)
    {
        var procedure = Procedure.OfShell(line);
        procedure.Raises("HOP404");
        procedure.Underlined(procedure.Judge().Single()).Should().Be(underlined);
    }

    [Fact]
    public void A_variable_switches_them_off_too() => Procedure.Of("set-variable: { name: GIT_SSL_NO_VERIFY, value: \"1\" }", "start-services").Raises("HOP404");

    [Theory]
    [InlineData("curl -fsSLK config https://example.com/x")]
    [InlineData("git -c http.sslVerify=true clone https://example.com/x")]
    public void Other_options_switch_nothing_off(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("docker run -e POSTGRES_HOST_AUTH_METHOD=trust postgres:15")]
    [InlineData("echo \"host all all all trust\" >> pg_hba.conf")]
    [InlineData("echo \"host all all 0.0.0.0/0 trust\" >> pg_hba.conf")]
    [InlineData("bash -c \"echo 'host all all all trust' >> pg_hba.conf\"")]
    public void A_database_asks_for_a_password(string line) => Procedure.OfShell(line).Raises("HOP405");

    [Fact]
    public void A_variable_opens_it_too() => Procedure.Of("set-variable: { name: POSTGRES_HOST_AUTH_METHOD, value: trust }", "start-services").Raises("HOP405");

    [Theory]
    [InlineData("echo \"host all all 0.0.0.0/0 scram-sha-256\" >> pg_hba.conf")]
    [InlineData("echo \"host all all 127.0.0.1/32 trust\" >> pg_hba.conf")]
    public void A_door_with_a_lock_is_none(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("docker run -v /var/run/docker.sock:/var/run/docker.sock example/tool")]
    [InlineData("docker run --privileged example/tool")]
    [InlineData("dockerd -H tcp://0.0.0.0:2375")]
    public void The_engine_stays_out_of_containers(string line) => Procedure.OfShell(line).Raises("HOP406");

    [Theory]
    [InlineData("docker run -v /srv/x:/x:ro example/tool")]
    [InlineData("ls -l /var/run/docker.sock")]
    public void A_folder_is_not_the_engine(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("chmod 777 /srv/cvat/share")]
    [InlineData("chmod -R 0777 /srv")]
    [InlineData("sudo chmod a+rw settings.yml")]
    [InlineData("docker run --rm example/tool chmod -R o+w /data")]
    public void Files_are_not_for_everybody(string line) => Procedure.OfShell(line).Raises("HOP407");

    [Theory]
    [InlineData("chmod 1777 /srv/tmp")]
    [InlineData("chmod +x deploy.sh")]
    [InlineData("chmod 640 settings.yml")]
    [InlineData("chmod g+w settings.yml")]
    public void Files_for_some_are_fine(string line) => Procedure.OfShell(line).Raises();
}
