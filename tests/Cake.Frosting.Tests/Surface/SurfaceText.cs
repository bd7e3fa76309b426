using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cake.Frosting.Tests.Surface;

/// <summary>What an assembly offers, a line for each type and each member of it that can be seen from outside, as C# writes it but for nullability.</summary>
internal static class SurfaceText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly) =>
        string.Join("\n\n", assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal).Select(type => string.Join("\n    ", Lines(type)))) + "\n";

    private static IEnumerable<string> Lines(Type type) => type.GetMembers(Declared)
        .Select(member => member switch
        {
            ConstructorInfo constructor when IsVisible(constructor) => $"{Modifiers(constructor)}{type.Name.Split('`')[0]}({Parameters(constructor)})",
            MethodInfo method when IsVisible(method) && !method.IsSpecialName => Line(method),
            PropertyInfo property when property.GetMethod is { } getter && IsVisible(getter) => $"{Modifiers(getter)}{Name(property.PropertyType)} {property.Name} {{ {Accessors(property)} }}",
            _ => null,
        })
        .OfType<string>()
        .Order(StringComparer.Ordinal)
        .Prepend(Header(type));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily;

    private static string Accessors(PropertyInfo property) => property.SetMethod is { } setter && IsVisible(setter) ? "get; set;" : "get;";

    private static string Header(Type type)
    {
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = type.GetInterfaces().Except(inherited).Where(one => one.IsVisible).Select(Name).Order(StringComparer.Ordinal)
            .Prepend(type.BaseType is { } ancestor && ancestor != typeof(object) ? Name(ancestor) : null)
            .OfType<string>()
            .ToList();
        return $"{Usage(type)}{Kind(type)} {Name(type)}{(bases.Count > 0 ? " : " + string.Join(", ", bases) : string.Empty)}{Constraints(type.GetGenericArguments())}";
    }

    private static string Usage(Type type) => type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage
        ? $"[{usage.ValidOn}, AllowMultiple = {usage.AllowMultiple}, Inherited = {usage.Inherited}] "
        : string.Empty;

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Line(MethodInfo method)
    {
        var generic = method.GetGenericArguments();
        var parameters = (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : string.Empty) + Parameters(method);
        return $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Arguments(generic)}({parameters}){Constraints(generic)}";
    }

    private static string Modifiers(MethodBase method) =>
        (method.IsFamily ? "protected " : string.Empty)
        + (method.IsStatic ? "static " : string.Empty)
        + (method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : string.Empty);

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type) => type.Name.Split('`')[0] + Arguments(type.GetGenericArguments());

    private static string Arguments(Type[] arguments) => arguments.Length > 0 ? $"<{string.Join(", ", arguments.Select(Name))}>" : string.Empty;

    private static string Constraints(Type[] arguments) =>
        string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument => $" where {argument.Name} : {string.Join(", ", Constraints(argument))}"));

    private static IEnumerable<string> Constraints(Type parameter)
    {
        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            yield return "class";
        foreach (var type in parameter.GetGenericParameterConstraints())
            yield return Name(type);
        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
            yield return "new()";
    }
}
