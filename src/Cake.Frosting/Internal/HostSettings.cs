using System.ComponentModel;
using Cake.Cli;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The part of the command line that belongs to Cake; everything else is an argument of the program.</summary>
internal sealed class HostSettings : CommandSettings
{
    [CommandOption("--target|-t <TARGET>")]
    [DefaultValue(new[] { "Default" })]
    [Description("Target task to invoke; may be given several times.")]
    public required string[] Targets { get; init; }

    [CommandOption("--working|-w <PATH>")]
    [TypeConverter(typeof(Cli.DirectoryPathConverter))]
    [Description("Sets the working directory.")]
    public DirectoryPath? WorkingDirectory { get; init; }

    [CommandOption("--verbosity|-v <VERBOSITY>")]
    [TypeConverter(typeof(VerbosityConverter))]
    [Description("Amount of information shown (Quiet, Minimal, Normal, Verbose, Diagnostic).")]
    public Verbosity? Verbosity { get; init; }

    [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
    [Description("Shows the description of each task.")]
    public bool Description { get; init; }

    [CommandOption("--tree|--showtree")]
    [Description("Shows the task dependency tree.")]
    public bool Tree { get; init; }

    [CommandOption("--dryrun|--noop|--whatif")]
    [Description("Shows the tasks that would run, in order, without running them.")]
    public bool DryRun { get; init; }

    [CommandOption("--exclusive|-e")]
    [Description("Runs the target without its dependencies.")]
    public bool Exclusive { get; init; }

    [CommandOption("--no-report")]
    [Description("Leaves out the table of tasks and times at the end.")]
    public bool NoReport { get; init; }

    [CommandOption("--version|--ver")]
    [Description("Shows Cake's version.")]
    public bool Version { get; init; }

    [CommandOption("--info")]
    [Description("Shows more about Cake.")]
    public bool Info { get; init; }
}
