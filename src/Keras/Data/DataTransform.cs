using TensorFlow;

namespace Keras.Pipelines;

/// <summary>A transform of a column, applied to each batch.</summary>
/// <param name="Function">A custom function; null for a built-in one.</param>
/// <param name="Name">The name of a built-in function; null for a custom one.</param>
/// <param name="Argument">The argument of a built-in function.</param>
internal sealed record DataTransform(Func<Symbol, Symbol>? Function, string? Name, int Argument)
{
    /// <summary>The name of the one-hot encoding of class indices.</summary>
    public const string Categorical = "categorical";

    public Symbol Apply(Symbol batch) => Name switch
    {
        "normalized" => batch.Cast(DType.Float32) / 255,
        "cast" => batch.Cast((DType)Argument),
        Categorical => OneHot(batch),
        _ => Mapped(batch),
    };

    private Symbol Mapped(Symbol batch)
    {
        using Graph.NameScope scope = batch.Graph.EnterScope("Data.Map");
        return Function!(batch);
    }

    private Symbol OneHot(Symbol labels)
    {
        if (labels.Rank > 1 && labels.Shape[^1] == 1)
            labels = Ops.Squeeze(labels, -1);
        return Ops.OneHot(labels.DType is DType.UInt8 or DType.Int32 or DType.Int64 ? labels : ClassIndices.Of(labels), Argument);
    }
}
