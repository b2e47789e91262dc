using Keras.Plotting.Models;
using SkiaSharp;

namespace Keras.Plotting.Tests;

/// <summary>Where boxes stand.</summary>
internal sealed record DiagramLayouts(IReadOnlyList<SKRect> Places, int Arrows)
{
    public static DiagramLayouts Of(Model model, ModelPlotOptions options)
    {
        DiagramLayout layout = new(model.ToDiagram(options.ExpandNested), options, new(14, 32, 14, 14), options.RankDir is "LR" or "RL");
        return new([.. layout.Boxes.Select(b => b.Place)], layout.Routes.Count);
    }
}
