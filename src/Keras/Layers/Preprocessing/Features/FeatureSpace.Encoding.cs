using TensorFlow;

namespace Keras.Layers;

/// <content>Encoding, of values and of Keras tensors.</content>
public sealed partial class FeatureSpace
{
    private readonly Dictionary<string, CategoryEncoding> encoders = new(StringComparer.Ordinal);
    private TFDConcat? concat;

    /// <summary>Gets the inputs of a model of this feature space, one for each feature, by name: <c>[batch, 1]</c>.</summary>
    public Structure<KerasTensor> GetInputs()
    {
        if (inputs is null)
        {
            inputs = new();
            foreach ((string name, Feature feature) in features)
                inputs[name] = new Input([1], dtype: feature.DType, name: name);
        }

        return inputs;
    }

    /// <summary>Gets the encoded features of <see cref="GetInputs"/>, for the layers of a model: one vector, or a dictionary by
    /// name.</summary>
    /// <exception cref="InvalidOperationException">A layer has not learned yet, or a feature cannot be encoded.</exception>
    public Structure<KerasTensor> GetEncodedFeatures() => encoded ??= Named(ApplyAll(GetInputs()));

    /// <summary>Encodes columns and computes the result at once.</summary>
    /// <param name="data">The columns by name.</param>
    /// <returns>One vector for each sample, or a dictionary by name; the caller disposes them.</returns>
    /// <exception cref="ShapeException">A column is of another type than the feature.</exception>
    public Structure<Tensor> Encode(Data data) => Named(ApplyAll(data));

    /// <summary>Encodes columns in the function of this thread: <c>dataset.Map((x, y) => (space.Encode(x), y))</c>.</summary>
    /// <param name="data">The columns by name; single values give a single vector.</param>
    /// <exception cref="InvalidOperationException">A layer has not learned yet, or a feature cannot be encoded.</exception>
    /// <exception cref="ShapeException">A column is of another type than the feature.</exception>
    public Structure<Symbol> Encode(Structure<Symbol> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Named(ApplyAll(new CallArguments<Symbol>([CallArgument<Symbol>.Of(data)]), new CallContext()));
    }

    /// <summary>Records the calls of the layers, so that a model, and a file of it, has these and no feature space.</summary>
    internal override IReadOnlyList<KerasTensor> Record(CallArguments<KerasTensor> arguments, bool completes = true)
    {
        BuildFor(Shape.Create(-1, 1));
        return Encoded(
            Columns(arguments.For(CallParameters), FeatureColumn.Of),
            (layer, x) => x.Length == 1 ? layer.Apply(x[0]) : layer.Apply(new Structure<KerasTensor>([.. x])), x => x.DType);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> BuildShapesOf(CallArguments<Symbol> arguments) => [Shape.Create(-1, 1)];

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (!IsAdapted)
            throw new InvalidOperationException(
                $"FeatureSpace '{Name}' has not learned from data yet; call Adapt before, which {Learning.First().Layer.ClassName} of the "
                + $"feature '{Learning.First().Name}' needs.");
        foreach (Feature feature in features.Values)
            feature.Preprocessor.BuildFor(inputs);
        foreach (string name in outputNames)
        {
            (Layer layer, string mode) = features.TryGetValue(name, out Feature? own)
                ? (own.Preprocessor, own.OutputMode)
                : (crossers[name], crosses.First(c => c.Name == name).OutputMode);
            if (mode == OutputModes.OneHot)
                encoders[name] = AddLayer(new CategoryEncoding(ClassesOf(layer, name)));
        }

        if (OutputMode == Concat)
            concat = AddLayer(new TFDConcat(-1));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        bool isSingle = arguments.Tensors("data").All(x => x.Rank == 0);
        Symbol[] merged = Encoded(
            Columns(arguments, FeatureColumn.Of),
            (layer, x) => x.Length == 1 ? layer.Apply(x[0], context) : layer.ApplyAll(x, context)[0], x => x.DType);
        return isSingle ? [.. merged.Select(m => Ops.Squeeze(m, 0))] : merged;
    }

    /// <summary>Frees the encoders of an earlier adaptation.</summary>
    private void Forget()
    {
        foreach (Layer layer in encoders.Values.Append<Layer?>(concat).OfType<Layer>())
        {
            RemoveLayer(layer);
            layer.Dispose();
        }

        (encoded, concat) = (null, null);
        encoders.Clear();
        MarkUnbuilt();
        MarkChanged();
    }

    private Dictionary<string, T> Columns<T>(CallArguments<T> arguments, Func<T, Feature, string, Layer, T> column)
    {
        if (arguments.Find("data") is not CallArgument<T>.Dictionary { Items: var items })
            throw new ArgumentException(
                $"FeatureSpace '{Name}': expected a dictionary of the features {string.Join(", ", features.Keys)}, got "
                + $"{arguments.Leaves.Count()} tensors without names; name them: new() {{ [\"{features.GetAt(0).Key}\"] = … }}.");
        if (items.FirstOrDefault(i => !features.ContainsKey(i.Name) || i.Item is not CallArgument<T>.Leaf).Name is { } other)
            throw new ArgumentException(
                $"FeatureSpace '{Name}': '{other}' is no feature; {NearestNames.Hint(other, [.. features.Keys], "the features are")}");
        if (features.Keys.FirstOrDefault(name => items.All(i => i.Name != name)) is { } missing)
            throw new ArgumentException(
                $"FeatureSpace '{Name}': expected values of the feature '{missing}', got {string.Join(", ", items.Select(i => i.Name))}.");
        return items.ToDictionary(
            i => i.Name, i => column(((CallArgument<T>.Leaf)i.Item).Value, features[i.Name], i.Name, this), StringComparer.Ordinal);
    }

    private T[] Encoded<T>(
        Dictionary<string, T> columns, Func<Layer, T[], T> call, Func<T, DType> dtype)
    {
        Dictionary<string, T> prepared = new(StringComparer.Ordinal);
        foreach ((string name, Feature feature) in features)
            prepared[name] = call(feature.Preprocessor, [columns[name]]);
        Dictionary<string, T> crossed = new(StringComparer.Ordinal);
        foreach (FeatureCross cross in crosses)
            crossed[cross.Name] = call(crossers[cross.Name], [.. cross.FeatureNames.Select(n => prepared[n])]);
        List<T> all = [];
        foreach (string name in outputNames)
        {
            T value = prepared.TryGetValue(name, out T? own) ? own : crossed[name];
            if (encoders.TryGetValue(name, out CategoryEncoding? encoder))
            {
                if (!dtype(value).IsInteger)
                    throw new InvalidOperationException(
                        $"FeatureSpace '{Name}': the feature '{name}' has the output mode one_hot, for which its layer has to give "
                        + $"integers, got {dtype(value).StandardName}; choose the output mode float.");
                value = call(encoder, [value]);
            }

            if (concat is not null && !dtype(value).IsFloatingPoint)
                throw new InvalidOperationException(
                    $"FeatureSpace '{Name}': the feature '{name}' is {dtype(value).StandardName}, which has no place in a vector; choose "
                    + "its output mode one_hot, or that of the feature space: dict.");
            all.Add(value);
        }

        return concat is null ? [.. all] : [call(concat, [.. all])];
    }

    private Structure<T> Named<T>(IReadOnlyList<T> outputs)
    {
        if (OutputMode == Concat)
            return outputs[0];
        Structure<T> named = new();
        foreach ((string name, T output) in outputNames.Zip(outputs))
            named[name] = output;
        return named;
    }

    private int ClassesOf(Layer layer, string name) => layer switch
    {
        IntegerLookup lookup => lookup.VocabularySize,
        StringLookup lookup => lookup.VocabularySize,
        Discretization { NumBins: { } bins } => bins,
        Discretization { BinBoundaries: { } boundaries } => checked((int)boundaries.Shape.ElementCount) + 1,
        Hashing hashing => hashing.NumBins,
        HashedCrossing crossing => crossing.NumBins,
        CategoryEncoding encoding => encoding.NumTokens,
        _ => throw new InvalidOperationException(
            $"FeatureSpace '{Name}': the feature '{name}' has the output mode one_hot, but how many classes {layer.ClassName} gives is not "
            + "known; choose the output mode int or float."),
    };
}
