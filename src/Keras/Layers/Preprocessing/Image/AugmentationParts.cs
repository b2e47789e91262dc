using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The layers that another layer of random images applies, by Keras's names. The numbers of a part have its name before their own:
/// <c>random_shear/shear_factor</c>.
/// </summary>
internal sealed class AugmentationParts : IDisposable
{
    private readonly List<(string Name, ImagePreprocessingLayer Layer)> parts = [];

    public IReadOnlyList<string> Names => [.. parts.Select(p => p.Name)];

    public int Count => parts.Count;

    /// <summary>The layers that AugMix and RandAugment choose from, all of one strength.</summary>
    public static AugmentationParts OfStrength(
        (double Lower, double Upper) strengths, ValueRange range, string interpolation, IEnumerable<string> names)
    {
        AugmentationParts made = new();
        RandomFactor strength = strengths;
        int bits = Math.Max(1, (int)(8 * strengths.Upper));
        foreach (string name in names)
        {
            made.Add(name, name switch
            {
                "random_shear" => new RandomShear(strength, strength, interpolation),
                "random_translation" => new RandomTranslation(strength, strength, interpolation: interpolation),
                "random_rotation" => new RandomRotation(strength, interpolation: interpolation),
                "random_brightness" => new RandomBrightness(strength, range),
                "random_color_degeneration" => new RandomColorDegeneration(strength, range),
                "random_contrast" => new RandomContrast(strength, range),
                "random_sharpness" => new RandomSharpness(strength, range),
                "random_posterization" => new RandomPosterization(bits, range),
                "solarization" => new Solarization(strength, strength, range),
                "auto_contrast" => new AutoContrast(range),
                _ => new Equalization(range),
            });
        }

        return made;
    }

    /// <summary>Random integers from 0, below a limit: int32 <c>[count]</c>.</summary>
    public static Symbol Choices(Symbol images, RandomSource source, int count, int limit) => count == 0
        ? images.Graph.Constant(ReadOnlySpan<int>.Empty)
        : RawOps.Pack([.. Enumerable.Range(0, count).Select(_ => RawOps.Floor(source.Uniform([], 0, limit)).Cast(DType.Int32))]);

    /// <summary>The choices, one by one.</summary>
    public static Symbol[] Each(Symbol choices, int count) =>
        count == 0 ? [] : RawOps.Unpack(choices.Cast(DType.Int32).Reshape([count]), count);

    public void Add(string name, ImagePreprocessingLayer layer) => parts.Add((name, layer));

    /// <summary>The random numbers of all parts.</summary>
    public Dictionary<string, Symbol> Draw(Symbol images, RandomSource source, string prefix = "") =>
        parts.SelectMany(p => ImagePreprocessingLayer.NumbersOf(p.Layer, images, source)
            .Select(n => KeyValuePair.Create($"{prefix}{p.Name}/{n.Key}", n.Value))).ToDictionary();

    /// <summary>Writes what a part makes of images or masks.</summary>
    public Symbol Transform(string name, Symbol x, ImageTransformation transformation, bool isMask) =>
        ImagePreprocessingLayer.Transformed(LayerOf(name), x, transformation.Part($"{name}/"), isMask);

    /// <summary>Writes what one of the parts makes of images or masks: only that one is computed.</summary>
    /// <param name="index">Which part, an int32 scalar; images stay as they are for the number of the parts.</param>
    /// <param name="x">A batch with its channels last.</param>
    /// <param name="transformation">The numbers of the parts.</param>
    /// <param name="isMask">Whether these are masks.</param>
    public Symbol TransformOne(Symbol index, Symbol x, ImageTransformation transformation, bool isMask) => One(
        index, [x], transformation, (name, given, own) => [Transform(name, given[0], own, isMask).Cast(x.DType).WithShape(x.Shape)])[0];

    /// <summary>Writes the corners of boxes, in pixels, after one of the parts, cut at the edges, and their labels.</summary>
    public (Symbol Corners, Symbol? Labels) MoveOne(Symbol index, Symbol corners, Symbol? labels, ImageTransformation transformation)
    {
        Symbol[] moved = One(index, labels is { } some ? [corners, some] : [corners], transformation, (name, given, own) =>
        {
            if (ImagePreprocessingLayer.MovedCorners(LayerOf(name), given[0], own.Part($"{name}/")) is not { } changed)
                return Same(given);
            (Symbol cut, Symbol? kept) = BoundingBoxes.Clip(changed, given.Length > 1 ? given[1] : null, own.Height, own.Width);
            return kept is { } left ? [cut, left] : [cut];
        });
        return (moved[0].WithShape(corners.Shape), labels is { } all ? moved[1].WithShape(all.Shape) : null);
    }

    public void Dispose()
    {
        foreach ((_, ImagePreprocessingLayer layer) in parts)
            layer.Dispose();
    }

    private ImagePreprocessingLayer LayerOf(string name) => parts.First(p => p.Name == name).Layer;

    // Branches get all numbers as operands: a part reads only its own.
    private Symbol[] One(
        Symbol index, Symbol[] values, ImageTransformation transformation, Func<string, Symbol[], ImageTransformation, Symbol[]> write)
    {
        string[] names = [.. transformation.Names];
        return Ops.Switch(
            index,
            [.. parts.Select(p => (Func<Symbol[], Symbol[]>)(all => write(p.Name, all[..values.Length], Given(all)))),
                all => Same(all[..values.Length])],
            [.. values, .. names.Select(n => transformation[n]), transformation.Height, transformation.Width]);

        ImageTransformation Given(Symbol[] all) => transformation.With(
            names.Zip(all[values.Length..^2]).ToDictionary(p => p.First, p => p.Second), all[^2], all[^1]);
    }

    private static Symbol[] Same(Symbol[] values) => [.. values.Select(v => RawOps.Identity(v))];
}
