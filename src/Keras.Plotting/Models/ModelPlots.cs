using System.Text;
using Keras.Plotting.Models;

namespace Keras.Plotting;

/// <summary>Pictures of models.</summary>
public static class ModelPlots
{
    /// <summary>
    /// Draws a model: a box for each layer and arrows between them, as Keras's <c>plot_model</c>. Where Keras needs Graphviz, the layout is
    /// made here, so that places differ; the DOT text is Keras's.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Where the picture is saved, too: .png, .svg, .jpg or .webp, or the DOT text as .dot or .gv; null for
    /// nowhere.</param>
    /// <param name="options">The options of the diagram. Default: those of Keras.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="InvalidOperationException">The model is not built yet.</exception>
    /// <exception cref="ArgumentException">The extension of the path is another.</exception>
    public static Picture PlotModel(this Model model, string? path = null, ModelPlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        ModelDiagram diagram = model.ToDiagram(options.ExpandNested);
        Picture picture = new DiagramPicture(diagram, options).ToPicture();
        if (Path.GetExtension(path)?.ToUpperInvariant() is ".DOT" or ".GV")
            File.WriteAllText(path!, diagram.ToDot(options with { ShowLayerNames = options.ShowLayerNames ?? false }),
                new UTF8Encoding(false));
        else if (path is not null)
            picture.Save(path);
        return picture;
    }
}
