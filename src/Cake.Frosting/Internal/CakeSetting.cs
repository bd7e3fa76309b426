namespace Cake.Frosting.Internal;

/// <summary>The program's default for one of Cake's settings.</summary>
internal sealed record CakeSetting(string Key, string Value);
