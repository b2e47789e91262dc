using ScottPlot;
using SkiaSharp;

namespace Keras.Plotting.Pictures;

/// <summary>The letters of all pictures: DejaVu Sans, which comes with the library, so that pictures are the same on machines without
/// fonts.</summary>
internal static class Typefaces
{
    public const string FamilyName = "DejaVu Sans";

    private static readonly Lazy<SKTypeface> RegularFace = new(() => Load("DejaVuSans.ttf"));
    private static readonly Lazy<SKTypeface> BoldFace = new(() => Load("DejaVuSans-Bold.ttf"));
    private static readonly Lazy<bool> Registered = new(Register);

    public static SKTypeface Regular => RegularFace.Value;

    public static SKTypeface Bold => BoldFace.Value;

    /// <summary>Makes the letters known to the library of charts.</summary>
    public static void EnsureKnownToCharts() => _ = Registered.Value;

    /// <summary>A font of a size in the picture's units.</summary>
    public static SKFont Font(float size, bool isBold = false) => new(isBold ? Bold : Regular, size)
    {
        Subpixel = true,
        // Letters of a fractional size keep their proportions.
        LinearMetrics = true,
        Hinting = SKFontHinting.None,
    };

    private static bool Register()
    {
        ScottPlot.Fonts.FontResolvers.Insert(0, new Resolver());
        return true;
    }

    private static SKTypeface Load(string name)
    {
        using Stream stream = typeof(Typefaces).Assembly.GetManifestResourceStream(name)!;
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) =>
            fontName != FamilyName ? null : weight >= FontWeight.SemiBold ? Bold : Regular;

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName != FamilyName ? null : bold ? Bold : Regular;
    }
}
