namespace Hopguard.Plans.Tests.Analysis;

/// <summary>Deletions that hit more, or something else, than was meant.</summary>
public sealed class DeletionTests
{
    private static Hop Idle => Hop.Of("procedure: tidy", "check-space: {}");

    [Theory]
    [InlineData("prune: { what: volumes }")]
    [InlineData("prune: { what: everything }")]
    [InlineData("run-shell: { command: \"docker volume rm $(docker volume ls -q)\" }")]
    [InlineData("run-shell: { command: \"docker volume rm `docker volume ls -q`\" }")]
    [InlineData("run-shell: { command: \"docker volume ls -q | xargs docker volume rm\" }")]
    [InlineData("run-shell: { command: \"sudo docker volume prune -af\" }")]
    [InlineData("run-shell: { command: \"cd /opt && docker system prune --all --volumes\" }")]
    public void Volumes_are_not_deleted_unnamed(string step) => Idle.With("check-space", step).Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP020");

    [Theory]
    [InlineData("prune: { what: images }")]
    [InlineData("run-shell: { command: \"docker volume ls -q\" }")]
    [InlineData("run-shell: { command: \"docker system prune\" }")]
    [InlineData("run-shell: { command: \"docker volume rm cvat_old\" }")]
    [InlineData("run-shell: { command: \"docker compose down\" }")]
    [InlineData("run-shell: { command: \"echo -v\" }")]
    public void What_names_volumes_or_deletes_none_is_another_matter(string step) =>
        Idle.With("check-space", step).Judge().Select(finding => finding.Rule.Id).Should().NotContain("HOP020");

    [Theory]
    [InlineData("compose-down: { volumes: true }")]
    [InlineData("run-shell: { command: \"docker compose -p cvat down -v\" }")]
    [InlineData("run-shell: { command: \"docker-compose down --volumes\" }")]
    public void Taking_a_project_down_with_its_volumes_takes_every_store_with_it(string step) =>
        Hop.Of("procedure: tidy", step + "\nstart-services: {}").Raises("HOP001", "HOP001", "HOP001", "HOP020");

    [Fact]
    public void Taking_a_project_down_without_its_volumes_takes_nothing() => Hop.Of("procedure: tidy", "compose-down: { volumes: false }\nstart-services: {}").Raises();

    [Fact]
    public void A_prune_spares_what_a_running_service_uses() => Hop.Of("procedure: tidy", "prune: { what: volumes }").Raises("HOP020");

    [Fact]
    public void A_prune_takes_what_was_put_aside() => Hop.Shipped
        .With("await-migrations", "prune: { what: volumes }")
        .Without("verify-copy: { copy: dump")
        .Judge().Select(finding => finding.Rule.Id).Should().Equal("HOP002", "HOP005", "HOP020");

    [Fact]
    public void A_volume_is_not_named_with_the_prefix_of_one_host() => Hop.Of(
        "procedure: clear-logs",
        "stop-services: {}\ncompose-down: {}\nremove-volume: { store: logs, volume: cvat_cvat_logs }\nstart-services: {}").Raises("HOP021");

    [Fact]
    public void A_volume_that_is_looked_up_is_the_right_one() =>
        Hop.Of("procedure: clear-logs", "stop-services: {}\ncompose-down: {}\nremove-volume: { store: logs }\nstart-services: {}").Raises();

    [Fact]
    public void A_folder_does_not_decide_the_project() => Hop.Shipped.Changed("keep-as: cvat_220 }", "keep-as: cvat_220, project-by-folder: true }").Raises("HOP024");

    [Fact]
    public void Where_every_command_names_the_project_the_folder_decides_nothing() => Hop.Shipped
        .Changed("compose-down: {}", "compose-down: { project: cvat }")
        .Changed("keep-as: cvat_220 }", "keep-as: cvat_220, project-by-folder: true }")
        .Changed("start-services: { only: [cvat_db] }", "start-services: { only: [cvat_db], project: cvat }")
        .Changed("start-services: {}", "start-services: { project: cvat }")
        .Raises();

    [Fact]
    public void Commands_name_one_project() => Hop.Shipped
        .Changed("compose-down: {}", "compose-down: { project: cvat }")
        .Changed("start-services: { only: [cvat_db] }", "start-services: { only: [cvat_db], project: cvat-230 }")
        .Raises("HOP024");
}
