namespace Keras;

/// <summary>The arguments of a model's diagram, those of Keras's <c>plot_model</c>, as one object.</summary>
public sealed record ModelPlotOptions
{
    private static readonly string[] Directions = ["TB", "LR", "BT", "RL"];
    private static readonly string[] Lines = ["ortho", "curved", "polyline", "spline", "line"];

    /// <summary>Whether shapes are shown. Default: false.</summary>
    public bool ShowShapes { get; init; }

    /// <summary>Whether the types of outputs are shown. Default: false.</summary>
    public bool ShowDType { get; init; }

    /// <summary>Whether the names of layers are shown. Default, as in Keras: true in DOT, false in pictures.</summary>
    public bool? ShowLayerNames { get; init; }

    /// <summary>The direction: "TB" (top to bottom, the default), "LR", "BT" or "RL".</summary>
    /// <exception cref="ArgumentException">The direction is another.</exception>
    public string RankDir
    {
        get;
        init => field = OneOf(value, Directions, nameof(RankDir));
    } = "TB";

    /// <summary>Whether nested models are drawn with their layers. Default: false.</summary>
    public bool ExpandNested { get; init; }

    /// <summary>The dots per inch of a picture of pixels; an inch has 72 points, in which boxes are measured. Default: 200.</summary>
    public int Dpi
    {
        get;
        init
        {
            Required.AtLeast("ModelPlotOptions", 1, value, nameof(Dpi));
            field = value;
        }
    } = 200;

    /// <summary>Whether the activations of layers are shown. Default: false.</summary>
    public bool ShowLayerActivations { get; init; }

    /// <summary>Whether it is shown which layers are trainable. Default: false.</summary>
    public bool ShowTrainable { get; init; }

    /// <summary>The style of the arrows: "ortho" (right-angled, the default), "curved", "polyline", "spline" or "line".</summary>
    /// <exception cref="ArgumentException">The value is another.</exception>
    public string Splines
    {
        get;
        init => field = OneOf(value, Lines, nameof(Splines));
    } = "ortho";

    private static string OneOf(string value, string[] known, string name) => known.Contains(value, StringComparer.Ordinal)
        ? value
        : throw new ArgumentException(
            $"{name}: expected one of {string.Join(", ", known.Select(k => $"\"{k}\""))}, got \"{value}\".", name);
}
