using Keras.Models;

namespace Keras;

/// <content>The diagram of the layers.</content>
public partial class Model
{
    /// <summary>
    /// The boxes and arrows of the model, as Keras's <c>plot_model</c> draws them. The package Keras.Plotting makes pictures of it.
    /// </summary>
    /// <param name="expandNested">Whether nested models have boxes for their layers. Default: false.</param>
    /// <exception cref="InvalidOperationException">The model is not built yet.</exception>
    public ModelDiagram ToDiagram(bool expandNested = false)
    {
        RefreshShapes();
        using Usage usage = Enter(UsageKind.Read, "ToDiagram");
        return IsBuilt ? new DiagramBuilder(expandNested).Build(this) : throw new InvalidOperationException(
            $"The model '{Name}' is not built yet, so there is nothing to draw; give the first layer an InputShape, or call BuildModel.");
    }

    /// <summary>Writes the model in Graphviz's DOT language, as Keras's <c>model_to_dot</c> does.</summary>
    /// <param name="options">The options of the diagram. Default: those of Keras.</param>
    /// <exception cref="InvalidOperationException">The model is not built yet.</exception>
    public string ToDot(ModelPlotOptions? options = null) => ToDiagram(options?.ExpandNested == true).ToDot(options);
}
