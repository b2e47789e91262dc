using System.Diagnostics.CodeAnalysis;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Encodes tables: each column, a feature, by a layer of its kind, and crosses of features, into one vector for each sample or into a
/// dictionary (<c>keras.utils.FeatureSpace</c>). <c>Adapt</c> learns means, boundaries and vocabularies from the columns.
/// </summary>
/// <example>
/// <code>
/// using FeatureSpace space = new(
///     new()
///     {
///         ["age"] = "float_normalized",
///         ["city"] = FeatureSpace.StringCategorical(maxTokens: 10),
///         ["rooms"] = "integer_categorical",
///     },
///     crosses: [("city", "rooms")]);
/// Data table = new()
/// {
///     ["age"] = new float[] { 3, 50, 20 },
///     ["city"] = new[] { "Rome", "Oslo", "Rome" },
///     ["rooms"] = new[] { 2, 3, 2 },
/// };
/// space.Adapt(table);
/// using Tensor vectors = space.Apply(table);                     // [3, 1 + 3 + 3 + 32]
///
/// // In a model, whose inputs are the columns:
/// KerasTensor price = new Dense(1).Apply(space.GetEncodedFeatures().Value!);
/// using Model model = new(space.GetInputs(), price);
/// </code>
/// </example>
public sealed partial class FeatureSpace : Layer
{
    internal const string InnerModule = "keras.src.layers.preprocessing.feature_space";
    private const string Concat = "concat", Dictionary = "dict";
    private readonly OrderedDictionary<string, Feature> features = [];
    private readonly FeatureCross[] crosses;
    private readonly Dictionary<string, HashedCrossing> crossers = new(StringComparer.Ordinal);
    private readonly string[] outputNames;
    private Structure<KerasTensor>? inputs, encoded;
    private bool isAdapted;

    /// <summary>Creates a feature space.</summary>
    /// <param name="features">The features by the names of their columns: a name of Keras's, such as "float_normalized", or what the
    /// methods of this class give. A feature belongs to one feature space.</param>
    /// <param name="outputMode">"concat" (default): one vector of all encoded features, in the order of their names, and of crosses behind
    /// them; "dict": each by its name.</param>
    /// <param name="crosses">The features that are crossed: <c>[("city", "rooms")]</c>. Default: none.</param>
    /// <param name="crossingDim">The number of bins of crosses that have none of their own. Default: 32.</param>
    /// <param name="hashingDim">The number of bins of the kinds "integer_hashed" and "string_hashed". Default: 32.</param>
    /// <param name="numDiscretizationBins">The number of bins of the kind "float_discretized". Default: 32.</param>
    /// <exception cref="ArgumentException">There are no features, a cross has a feature that is none or is not of class indices, a name is
    /// there twice, or there is no such output mode.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no bins.</exception>
    public FeatureSpace(
        OrderedDictionary<string, Feature> features, string outputMode = "concat", IReadOnlyList<FeatureCross>? crosses = null,
        int crossingDim = 32, int hashingDim = 32, int numDiscretizationBins = 32)
    {
        ArgumentNullException.ThrowIfNull(features);
        Required.AtLeast("FeatureSpace", 1, crossingDim);
        Required.AtLeast("FeatureSpace", 1, hashingDim);
        Required.AtLeast("FeatureSpace", 1, numDiscretizationBins);
        if (features.Count == 0)
            throw new ArgumentException("FeatureSpace: expected at least one feature, got none.", nameof(features));
        OutputMode = outputMode is Concat or Dictionary ? outputMode : throw new ArgumentException(
            $"FeatureSpace: expected the output mode concat or dict, got '{outputMode}'.", nameof(outputMode));
        (CrossingDim, HashingDim, NumDiscretizationBins) = (crossingDim, hashingDim, numDiscretizationBins);
        this.crosses = [.. crosses ?? []];
        CheckCrosses(features, this.crosses);
        foreach ((string name, Feature feature) in features)
        {
            Feature own = feature.Of(name, hashingDim, numDiscretizationBins);
            this.features.Add(name, own);
            AddLayer(own.Preprocessor);
        }

        foreach (FeatureCross cross in this.crosses)
            crossers[cross.Name] = AddLayer(new HashedCrossing(cross.CrossingDim ?? crossingDim) { Name = cross.Name });
        outputNames =
        [
            .. this.features.Keys.Order(StringComparer.Ordinal), .. this.crosses.Select(c => c.Name).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The features by name, with their layers.</summary>
    public IReadOnlyDictionary<string, Feature> Features => features;

    /// <summary>The crosses.</summary>
    public IReadOnlyList<FeatureCross> Crosses => crosses;

    /// <summary>The names of what is encoded, in the order of the vector's parts: features, then crosses, each ordinal.</summary>
    public IReadOnlyList<string> OutputNames => outputNames;

    /// <summary>"concat" or "dict".</summary>
    public string OutputMode { get; }

    /// <summary>The number of bins of crosses that have none of their own.</summary>
    public int CrossingDim { get; }

    /// <summary>The number of bins of the kinds "integer_hashed" and "string_hashed".</summary>
    public int HashingDim { get; }

    /// <summary>The number of bins of the kind "float_discretized".</summary>
    public int NumDiscretizationBins { get; }

    /// <summary>Whether the layers that learn from data have learned, or there are none.</summary>
    public bool IsAdapted => isAdapted || !Learning.Any();

    /// <inheritdoc/>
    public override string Module => "keras.utils";

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["data"];

    /// <inheritdoc/>
    protected internal override bool Autocast => false;

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Group, Layer Layer)> SavedLayers =>
    [
        .. WithClassNames(features.Values.Select(f => f.Preprocessor)).Select(l => ($"preprocessors/{l.Group}", l.Layer)),
        .. WithClassNames(crosses.Select(c => crossers[c.Name])).Select(l => ($"crossers/{l.Group}", l.Layer)),
        .. WithClassNames(outputNames.Select(encoders.GetValueOrDefault).OfType<Layer>())
            .Select(l => ($"one_hot_encoders/{l.Group}", l.Layer)),
        .. concat is null ? Array.Empty<(string, Layer)>() : [("concat", concat)],
    ];

    private IEnumerable<(string Name, Feature Feature, AdaptedLayer Layer)> Learning => features
        .Where(f => f.Value.Preprocessor is AdaptedLayer { HasToLearn: true })
        .Select(f => (f.Key, f.Value, (AdaptedLayer)f.Value.Preprocessor));

    /// <summary>Learns from columns held in memory.</summary>
    /// <param name="data">The columns by name: <c>new() { ["age"] = ages, ["city"] = cities }</c>; others than features are passed
    /// over.</param>
    /// <exception cref="ArgumentException">A feature has no column.</exception>
    /// <exception cref="ShapeException">A column is of another type than the feature.</exception>
    /// <exception cref="InvalidOperationException">A model that has the layers is being trained.</exception>
    public void Adapt(Data data)
    {
        Required.Rows($"FeatureSpace '{Name}': Adapt", "columns", data);
        Adapt(Dataset.FromTensors(data));
    }

    /// <summary>Learns from the inputs of a dataset, whose functions (<c>Map</c>) are applied before; of a stream, batch by batch, once for
    /// all features.</summary>
    /// <param name="dataset">The dataset, its inputs the columns by name; others than features are passed over.</param>
    /// <param name="steps">The number of batches of a stream to adapt to; null (default) for all.</param>
    /// <inheritdoc cref="Adapt(Data)"/>
    public void Adapt(Dataset dataset, int? steps = null)
    {
        Required.Rows($"FeatureSpace '{Name}': Adapt", "a dataset", dataset);
        if (steps is { } given)
            Required.AtLeast($"FeatureSpace '{Name}': Adapt", 1, given, nameof(steps));
        using Usage usage = Change("Adapt");
        ThrowIfDisposed();
        (string Name, Feature Feature, AdaptedLayer Layer)[] learning = [.. Learning];
        foreach ((_, _, AdaptedLayer layer) in learning)
            layer.BeginLearning();
        AdaptationBatches.Each(dataset, steps, this, [.. learning.Select(l => l.Name)], columns =>
        {
            for (int i = 0; i < learning.Length; i++)
            {
                using Tensor column = FeatureColumn.Of(columns[i], learning[i].Feature, learning[i].Name, this);
                learning[i].Layer.BuildFor(Shape.Create([-1, .. column.Shape[1..]]));
                learning[i].Layer.Learn(column);
            }
        });
        foreach ((_, _, AdaptedLayer layer) in learning)
            layer.CompleteLearning();
        isAdapted = true;
        Forget();
        BuildFor(Shape.Create(-1, 1));
    }

    [SuppressMessage("Usage", "CA2208", Justification = "The parameter is that of the constructor.")]
    private static void CheckCrosses(OrderedDictionary<string, Feature> features, FeatureCross[] crosses)
    {
        foreach (FeatureCross cross in crosses)
        {
            foreach (string name in cross.FeatureNames)
            {
                if (!features.TryGetValue(name, out Feature? feature))
                    throw new ArgumentException(
                        $"FeatureSpace: the cross '{cross.Name}' has '{name}', which is no feature; "
                        + NearestNames.Hint(name, [.. features.Keys], "the features are"), nameof(crosses));
                if (feature.OutputMode == OutputModes.Float)
                    throw new ArgumentException(
                        $"FeatureSpace: the cross '{cross.Name}' has '{name}', a feature of floating-point numbers; make classes of them "
                        + "with FeatureSpace.FloatDiscretized.", nameof(crosses));
            }
        }

        string? twice = features.Keys.Concat(crosses.Select(c => c.Name)).GroupBy(n => n).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
            throw new ArgumentException(
                $"FeatureSpace: expected each name of a feature or a cross once, got '{twice}' twice.", nameof(crosses));
    }
}
