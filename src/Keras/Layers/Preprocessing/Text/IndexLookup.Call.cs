using TensorFlow;

namespace Keras.Layers;

/// <content>Looking up.</content>
public abstract partial class IndexLookup<T>
{
    private protected const long Absent = -1;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        Symbol found = LookUp(x);
        return Invert ? found : Encode(found);
    }

    /// <summary>Maps tokens to indices, or indices to tokens.</summary>
    internal Symbol LookUp(Symbol x)
    {
        RequireVocabulary();
        return Invert ? TokensAt(x) : Places(Keys(x));
    }

    /// <summary>Encodes indices of the shape of the tokens.</summary>
    internal Symbol Encode(Symbol places)
    {
        if (OutputMode == OutputModes.Int)
            return places;
        Symbol encoded = OutputModes.Encode(
            places, OutputMode == OutputModes.TfIdf ? OutputModes.Count : OutputMode, Depth, DType.Int64);
        return Weighted(encoded);
    }

    /// <summary>Multiplies counts with the inverse document frequencies, in the output mode "tf_idf".</summary>
    internal Symbol Weighted(Symbol counted)
    {
        if (OutputMode != OutputModes.TfIdf)
            return counted;
        float[] weights = idf ?? new float[Depth];
        using Tensor tensor = Tensor.Create<float>(weights);
        return counted.Cast(DType.Float32) * counted.Graph.Constant(tensor);
    }

    /// <summary>The length of vectors.</summary>
    internal int Depth => PadToMaxTokens ? MaxTokens!.Value : VocabularySize;

    /// <summary>The input as tokens.</summary>
    /// <exception cref="ShapeException">The elements are of another type.</exception>
    private protected abstract Symbol Keys(Symbol x);

    /// <summary>The positions of keys among the learned tokens; <see cref="Absent"/> where they are not there.</summary>
    private protected abstract Symbol Find(Symbol keys);

    /// <summary>Tokens as a constant.</summary>
    private protected abstract Symbol Constants(Graph graph, ReadOnlySpan<T> values);

    /// <summary>The OOV indices of keys, from 0.</summary>
    private protected abstract Symbol OovPlaces(Symbol keys);

    /// <summary>Forgets what was made of the tokens.</summary>
    private protected virtual void ForgetTable()
    {
    }

    private Symbol Places(Symbol keys)
    {
        Symbol numbers = keys.DType == DType.String ? RawOps.StringLength(keys) : keys;
        Symbol at = tokens.Length == 0 ? RawOps.ZerosLike(numbers).Cast(DType.Int64) - 1f : Find(keys);
        Symbol isAbsent = RawOps.Equal(at, at.Number(Absent));
        Symbol? isMask = Mask.Has ? RawOps.Equal(keys, Constants(keys.Graph, [Mask.Value]).Reshape([])) : null;
        Symbol places = at + at.Number(Start);
        if (NumOovIndices == 0)
            places = Checked(places, keys, isMask is { } masked ? RawOps.LogicalAnd(isAbsent, RawOps.LogicalNot(masked)) : isAbsent);
        else
            places = RawOps.SelectV2(isAbsent, NumOovIndices == 1 ? at.Number(OovStart) : OovPlaces(keys) + at.Number(OovStart), places);
        // A vector has no place for masked tokens.
        return isMask is { } mask
            ? RawOps.SelectV2(mask, OutputMode == OutputModes.Int ? places.Number(0) : Beyond(places), places)
            : places;
    }

    private Symbol TokensAt(Symbol x)
    {
        x = NumberInput.Of(x, this).Cast(DType.Int64);
        T oov = Oov.Has ? Oov.Value : default!;
        Symbol all = Constants(x.Graph, [.. tokens, oov]);
        Symbol last = x.Number(tokens.Length), at = x - x.Number(Start);
        Symbol inside = RawOps.LogicalAnd(RawOps.GreaterEqual(at, at.Number(0)), RawOps.Less(at, last));
        Symbol found = RawOps.GatherV2(all, RawOps.SelectV2(inside, at, last), x.Graph.Constant(0, DType.Int32));
        return Mask.Has
            ? RawOps.SelectV2(RawOps.Equal(x, x.Number(0)), Constants(x.Graph, [Mask.Value]).Reshape([]), found)
            : found;
    }

    // As in Keras without a place for them, unknown tokens are an error of the call.
    private Symbol Checked(Symbol places, Symbol keys, Symbol isAbsent)
    {
        using Tensor text = Tensor.CreateStrings(
            [$"{ClassName} '{Name}': without OOV places every token has to be in the vocabulary; give numOovIndices: 1. Not in it:"], []);
        // Where takes no scalars.
        (keys, isAbsent) = (keys.Reshape([-1]), isAbsent.Reshape([-1]));
        Symbol unknown = RawOps.GatherNd(keys, RawOps.Where(isAbsent));
        Symbol isAny = RawOps.Any(isAbsent, places.Graph.Constant([0]));
        Operation assertion = RawOps.Assert(RawOps.LogicalNot(isAny), [places.Graph.Constant(text), unknown]);
        return OperationBuilder.Create("Identity").Input(places).ControlInput(assertion).Build()[0];
    }

    private static Symbol Beyond(Symbol places)
    {
        using Tensor most = Tensor.Scalar(long.MaxValue);
        return places.Graph.Constant(most);
    }

    private void RequireVocabulary()
    {
        if (frozenSize is null && OutputMode != OutputModes.Int && !PadToMaxTokens)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}' has no vocabulary yet, which the output mode {OutputMode} needs; call Adapt before, or give a "
                + "vocabulary.");
        if (tokens.Length == 0 && !TraceContext.Current.IsForShapes && frozenSize is null)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}' has no vocabulary yet; call Adapt with samples before, or give a vocabulary.");
    }
}
