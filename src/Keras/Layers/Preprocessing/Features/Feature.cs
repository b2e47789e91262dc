using System.Diagnostics;
using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The encoding of one feature of a <see cref="FeatureSpace"/>: the type of its values, the layer that prepares them, and the output mode.
/// A name of Keras's, such as <c>"float_normalized"</c>, converts to it; the methods of <see cref="FeatureSpace"/> take arguments.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Feature
{
    private static readonly string[] Kinds =
    [
        "float", "float_normalized", "float_rescaled", "float_discretized", "integer_categorical", "string_categorical", "integer_hashed",
        "string_hashed",
    ];

    private readonly string? kind;
    private readonly Layer? preprocessor;

    /// <summary>Creates a feature that any layer prepares (<c>FeatureSpace.feature</c>).</summary>
    /// <param name="dtype">The type of the values: <see cref="DType.String"/>, integers or floating-point numbers.</param>
    /// <param name="preprocessor">The layer, of one input <c>[batch, 1]</c>; the feature space disposes it.</param>
    /// <param name="outputMode">"one_hot": a vector with a place for each class index that the layer gives; "int": the class indices;
    /// "float": the numbers that the layer gives.</param>
    /// <exception cref="ArgumentException">There is no such output mode.</exception>
    public Feature(DType dtype, Layer preprocessor, string outputMode)
    {
        ArgumentNullException.ThrowIfNull(preprocessor);
        OutputMode = OutputModes.Check(outputMode, "Feature", OutputModes.Int, OutputModes.OneHot, OutputModes.Float);
        (DType, this.preprocessor) = (dtype, preprocessor);
    }

    private Feature(string kind)
    {
        this.kind = kind;
        DType = kind.StartsWith("string", StringComparison.Ordinal) ? DType.String
            : kind.StartsWith("integer", StringComparison.Ordinal) ? DType.Int32 : DType.Float32;
        OutputMode = kind is "float" or "float_normalized" or "float_rescaled" ? OutputModes.Float : OutputModes.OneHot;
    }

    /// <summary>The type of the values.</summary>
    public DType DType { get; }

    /// <summary>The layer that prepares the values.</summary>
    /// <exception cref="InvalidOperationException">The feature is a name, for which a <see cref="FeatureSpace"/> makes the
    /// layer.</exception>
    public Layer Preprocessor => preprocessor ?? throw new InvalidOperationException(
        $"The feature '{kind}' has no layer by itself; take it from the Features of the FeatureSpace.");

    /// <summary>"int", "one_hot" or "float".</summary>
    public string OutputMode { get; }

    /// <summary>Whether the values are strings.</summary>
    internal bool IsText => DType == DType.String;

    /// <summary>Converts a name of Keras's: "float", "float_normalized", "float_rescaled", "float_discretized", "integer_categorical",
    /// "string_categorical", "integer_hashed" or "string_hashed".</summary>
    /// <param name="kind">The name.</param>
    /// <exception cref="UnknownNameException">There is no such name.</exception>
    public static implicit operator Feature(string kind) => FromString(kind);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static Feature FromString(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Kinds.Contains(kind) ? new(kind) : throw new UnknownNameException("feature", kind, Kinds);
    }

    /// <summary>The kind, or the layer and the output mode.</summary>
    public override string ToString() => kind ?? string.Create(
        CultureInfo.InvariantCulture, $"{DType.StandardName} by {Preprocessor.ClassName} '{Preprocessor.Name}' as {OutputMode}");

    /// <summary>The feature with its layer, which a name does not have.</summary>
    internal Feature Of(string name, int hashingDim, int numDiscretizationBins) => kind switch
    {
        null => this,
        "float" => FeatureSpace.Float(name),
        "float_normalized" => FeatureSpace.FloatNormalized(name),
        "float_rescaled" => FeatureSpace.FloatRescaled(name: name),
        "float_discretized" => FeatureSpace.FloatDiscretized(numDiscretizationBins, name: name),
        "integer_categorical" => FeatureSpace.IntegerCategorical(name: name),
        "string_categorical" => FeatureSpace.StringCategorical(name: name),
        "integer_hashed" => FeatureSpace.IntegerHashed(hashingDim, name: name),
        _ => FeatureSpace.StringHashed(hashingDim, name: name),
    };
}
