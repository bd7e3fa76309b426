using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using ComposeService = Hopguard.Containers.Ports.ComposeService;
using VendorProject = Hopguard.Plans.Model.ComposeProject;
using VendorService = Hopguard.Plans.Model.ComposeService;

namespace Hopguard.Docker.Targets;

/// <summary>
/// What the deployment's services have and the target's do not, where the installed release's own files are not at hand: an edit of the operator's, unless the facts about both releases
/// show that the vendor took it away.
/// </summary>
/// <param name="Lost">What is surely an edit, or looks like one and is gone: one clause each.</param>
/// <param name="Otherwise">What the target has otherwise, and either may have changed: one clause each.</param>
internal sealed record LostSettings(IReadOnlyList<string> Lost, IReadOnlyList<string> Otherwise)
{
    // Compared one by one, or no setting of the operator's that a container runs with.
    private static readonly HashSet<string> NotCompared = new(["build", "container_name", "depends_on", "environment", "image", "networks", "ports", "volumes"], StringComparer.Ordinal);

    /// <summary>Compares the two.</summary>
    public static LostSettings Of(RenderedTarget target, StepContext context)
    {
        var installed = context.Application.FindRelease(context.Before.Version);
        var comparison = new Comparison(target, name => context.Application.ServiceIn(name, context.TargetRelease), installed, installed?.ComposeOf(context.Before.ComposeFiles), context.TargetRelease.ComposeOf(TargetProject.FilesOf(context)));
        foreach (var service in target.Running.Services.Values.OrderBy(service => service.Name, StringComparer.Ordinal))
            comparison.Add(service);

        return new LostSettings(comparison.Lost, comparison.Otherwise);
    }

    private sealed class Comparison(RenderedTarget target, Func<string, string> nameOf, Release? installed, VendorProject? before, VendorProject? after)
    {
        public List<string> Lost { get; } = [];

        public List<string> Otherwise { get; } = [];

        public void Add(ComposeService running)
        {
            var name = nameOf(running.Name);
            var (vendors, next) = (before?.Services.GetValueOrDefault(running.Name), after?.Services.GetValueOrDefault(name));
            if (target.Target.Services.GetValueOrDefault(name) is { } coming)
            {
                AddMounts(running, coming, vendors, next);
                AddVariables(running, coming, vendors, next);
                AddPorts(running, coming, vendors, next);
                AddOthers(running, name, isCommandTheVendors: (vendors?.Command ?? next?.Command) is not null);
            }
            else if (vendors is null && installed?.Services.Contains(running.Name) == false)
            {
                Lost.Add($"service '{running.Name}' runs, which the new release's compose files do not have");
            }
        }

        private void AddMounts(ComposeService running, ComposeService coming, VendorService? before, VendorService? after)
        {
            foreach (var mount in running.Mounts.Where(mount => mount.Kind is "bind" or "volume" && mount.Source.Length > 0).OrderBy(mount => mount.Target, StringComparer.Ordinal))
            {
                var (vendors, next) = (Find(before, mount.Target), Find(after, mount.Target));
                if (coming.Mounts.FirstOrDefault(other => Folder(other.Target) == Folder(mount.Target)) is not { } other)
                {
                    if (vendors is null)
                        Lost.Add($"service '{running.Name}' mounts '{mount.Source}' at '{mount.Target}', which the new release's compose files do not");
                }
                else if (other.Source != mount.Source)
                {
                    Judge(vendors is not null && next?.Volume == vendors.Volume, $"service '{running.Name}' mounts '{mount.Source}' at '{mount.Target}', the new release's compose files '{other.Source}'");
                }
            }
        }

        // Names only: values may be secret. One without a value is taken from the shell, or not set.
        private void AddVariables(ComposeService running, ComposeService coming, VendorService? before, VendorService? after)
        {
            foreach (var (name, value) in running.Environment.Where(variable => variable.Value.Length > 0).OrderBy(variable => variable.Key, StringComparer.Ordinal))
            {
                var (vendors, next) = (before?.Environment.GetValueOrDefault(name), after?.Environment.GetValueOrDefault(name));
                if (!coming.Environment.TryGetValue(name, out var other))
                {
                    if (vendors is null)
                        Lost.Add($"service '{running.Name}' sets variable '{name}', which the new release's compose files do not");
                }
                else if (other != value && vendors?.Text != value)
                {
                    Judge(vendors is not null && next?.Text == vendors.Text, $"service '{running.Name}' sets variable '{name}' to another value than the new release's compose files");
                }
            }
        }

        private void AddPorts(ComposeService running, ComposeService coming, VendorService? before, VendorService? after)
        {
            var vendorTookAway = before is { Ports.IsEmpty: false } && after is null or { Ports.IsEmpty: true };
            foreach (var port in running.Ports.Except(coming.Ports, StringComparer.Ordinal).Where(_ => !vendorTookAway).Order(StringComparer.Ordinal))
            {
                var isAsBefore = before is not null && after is not null && before.Ports.Select(Text).SequenceEqual(after.Ports.Select(Text), StringComparer.Ordinal);
                Judge(isAsBefore, $"service '{running.Name}' publishes port '{port}', which the new release's compose files do not");
            }
        }

        // Labels, limits, networks and the like: who changed them is not known, except for a command that the facts about a release have.
        private void AddOthers(ComposeService running, string coming, bool isCommandTheVendors)
        {
            var (now, then) = (LeavesOf(target.Running, running.Name), LeavesOf(target.Target, coming));
            var keys = now.Except(then).Select(leaf => leaf.Key.Split('.', '[')[0]).Where(key => !isCommandTheVendors || key != "command").Except(NotCompared, StringComparer.Ordinal);
            if (keys.Concat(NetworksOnlyOf(now)).Order(StringComparer.Ordinal).Select(key => $"'{key}'").ToList() is { Count: > 0 } names)
                Otherwise.Add($"service '{running.Name}' has {string.Join(", ", names)} otherwise than the new release's compose files");
        }

        // One that the new release joins in another way is the vendor's.
        private IEnumerable<string> NetworksOnlyOf(IEnumerable<KeyValuePair<string, string>> leaves) =>
            leaves.Select(leaf => leaf.Key.Split('.')).Where(path => path is ["networks", not "default", ..] && !target.Target.Networks.ContainsKey(path[1])).Select(path => $"networks.{path[1]}").Distinct(StringComparer.Ordinal);

        private static IEnumerable<KeyValuePair<string, string>> LeavesOf(ComposeConfiguration project, string service) =>
            from leaf in project.Leaves
            where leaf.Key.StartsWith($"services.{service}.", StringComparison.Ordinal)
            select KeyValuePair.Create(leaf.Key[$"services.{service}.".Length..], leaf.Value);

        private void Judge(bool isEdit, string what) => (isEdit ? Lost : Otherwise).Add(what);

        private static string Text(ComposePort port) => port.Text;

        private static ComposeMount? Find(VendorService? service, string path) => service?.Mounts.FirstOrDefault(mount => mount.Target == Folder(path));

        private static string Folder(string path) => path.Length > 1 ? path.TrimEnd('/') : path;
    }
}
