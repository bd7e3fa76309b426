using Hopguard.Analyzers.Models;
using Microsoft.CodeAnalysis.Text;

namespace Hopguard.Analyzers.Emitting;

/// <summary>
/// Emits the names of applications and plans, each kind of name as an enumeration of its own: what is misspelt, or belongs to another plan or application, does not
/// compile. Enumerations because they cost the compiler least, and because attributes take them.
/// </summary>
internal static class PlanEmitter
{
    public static SourceText Application(ApplicationModel application)
    {
        var writer = new SourceWriter();
        using (writer.Block("namespace Hopguard.Generated"))
        using (writer.Block($"public static partial class {application.ClassName}"))
        {
            writer.Constant("Id", application.Name);
            Names(writer, "Services", application.Services, Identifier.Of);
            Names(writer, "Stores", application.Stores, Identifier.Of);
            // Oldest first, so that they compare as versions do.
            Names(writer, "Versions", application.Versions, PlanIdentifier.OfVersion);
        }

        return writer.ToSourceText();
    }

    public static SourceText Plan(PlanModel plan)
    {
        var writer = new SourceWriter();
        using (writer.Block("namespace Hopguard.Generated"))
        using (writer.Block("public static partial class Plans"))
        using (writer.Block($"public static partial class {plan.ApplicationClass}"))
        {
            writer.Line($"/// <summary>{SourceWriter.XmlText(plan.Summary)}</summary>");
            using (writer.Block($"public static class {plan.ClassName}"))
            {
                writer.Constant("Id", plan.Id);
                if (plan is { From: { } from, To: { } to })
                {
                    writer.Constant("From", from);
                    writer.Constant("To", to);
                }

                Names(writer, "Steps", plan.Steps.Select(step => step.Id), Identifier.Of);
            }
        }

        return writer.ToSourceText();
    }

    /// <summary>An enumeration of names, counted from 1 so that no name is there by default, and the way back to what the plan says.</summary>
    private static void Names(SourceWriter writer, string kind, IEnumerable<string> names, Func<string, string> identifier)
    {
        var scope = new IdentifierScope(kind);
        var members = names.Select(name => (Name: name, Identifier: scope.AddIdentifier(identifier(name)))).ToList();
        writer.Line($"public enum {kind} {{ {string.Join(", ", members.Select((member, index) => index == 0 ? $"{member.Identifier} = 1" : member.Identifier))} }}");
        writer.Line($"private static readonly string[] {kind}Ids = {{ {string.Join(", ", members.Select(member => SourceWriter.Literal(member.Name)))} }};");
        writer.Line($"public static string IdOf({kind} name) => {kind}Ids[(int)name - 1];");
    }
}
