using System.Text.RegularExpressions;
using Keras.Quantizers;

namespace Keras;

/// <content>Quantized weights.</content>
public partial class Model
{
    /// <summary>Quantizes the weights of the layers that a filter chooses; see <see cref="Layer.Quantize(QuantizationConfig)"/>.</summary>
    /// <param name="config">The way: a name, <c>model.Quantize("int8", l =&gt; l is Dense)</c>, or an object with its arguments.</param>
    /// <param name="filter">Whether a layer is quantized; it is asked of layers that can be.</param>
    /// <inheritdoc cref="Layer.Quantize(QuantizationConfig)"/>
    public void Quantize(QuantizationConfig config, Func<Layer, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        QuantizeChosen(config, filter);
    }

    /// <summary>
    /// Quantizes the weights of the layers whose names one of some regular expressions finds, as Keras's <c>filters</c>; see <see
    /// cref="Layer.Quantize(QuantizationConfig)"/>.
    /// </summary>
    /// <param name="config">The way: a name or an object with its arguments.</param>
    /// <param name="patterns">The regular expressions, of which one has to match a part of the layer's name.</param>
    /// <inheritdoc cref="Layer.Quantize(QuantizationConfig)"/>
    public void Quantize(QuantizationConfig config, IReadOnlyList<string> patterns)
    {
        Required.Value("Quantize", "patterns of names", patterns);
        Required.Items("Quantize", "a pattern", patterns);
        Regex[] wanted = [.. patterns.Select(p => new Regex(p, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))];
        QuantizeChosen(config, l => Array.Exists(wanted, w => w.IsMatch(l.Name)));
    }

    /// <summary>
    /// Gets the order in which GPTQ and AWQ go through this model; null (default) where their config has to tell it.
    /// </summary>
    /// <param name="mode">"gptq" or "awq".</param>
    protected internal virtual QuantizationLayerStructure? GetQuantizationLayerStructure(string mode) => null;

    private protected override QuantizationLayerStructure? LayerStructureOf(CalibrationConfig config) =>
        config.LayerStructure ?? GetQuantizationLayerStructure(config.Mode);
}
