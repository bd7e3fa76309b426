namespace Cake.Frosting.Tests.Surface;

/// <summary>
/// PublicSurface.txt is what the package Cake.Frosting 7 offers, names of parameters and all. What stands in for the package offers that and nothing else, so that
/// whatever compiles with one compiles with the other.
/// </summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void All_that_the_package_offers_is_offered_and_nothing_else()
    {
        using var stream = typeof(PublicSurfaceTests).Assembly.GetManifestResourceStream("PublicSurface.txt")!;
        using var reader = new StreamReader(stream);

        SurfaceText.Of(typeof(CakeHost).Assembly).Should().Be(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
