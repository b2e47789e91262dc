using TensorFlow;

namespace Keras.Layers;

/// <summary>The quantized matrix of the reverse projection of a <see cref="ReversibleEmbedding"/>, <c>[vector, rows]</c>.</summary>
/// <param name="layer">The layer.</param>
/// <param name="rows">The number of rows of the table.</param>
/// <param name="columns">The dimension of the vectors.</param>
/// <param name="inputQuantizer">The quantizer of the vectors; null for none.</param>
internal abstract class QuantizedReverse(Layer layer, int rows, int columns, Quantizer? inputQuantizer) : QuantizedWeights(layer)
{
    protected int Rows => rows;

    protected int Columns => columns;

    /// <summary>The product of vectors and the matrix.</summary>
    public Symbol Project(Symbol x) => Project(x, inputQuantizer, columns, ComputeDType, () => Dequantized(VariableDType), Integers());

    /// <summary>The product of vectors and a quantized matrix.</summary>
    /// <param name="x">The vectors.</param>
    /// <param name="quantizer">Their quantizer; null for none.</param>
    /// <param name="length">The dimension of the vectors.</param>
    /// <param name="computeType">The type of the product.</param>
    /// <param name="matrix">The matrix in full precision.</param>
    /// <param name="integers">Its integers and scales, if the product of integers can be rescaled by these; otherwise null.</param>
    public static Symbol Project(Symbol x, Quantizer? quantizer, int length, DType computeType,
        Func<Symbol> matrix, (Func<Symbol> Integers, Func<Symbol> Scale)? integers) => Ops.CustomGradient(input =>
    {
        Symbol output;
        if (quantizer is null)
        {
            output = integers is { } parts ? Ops.Divide(Ops.MatMul(input, parts.Integers().Cast(input.DType)), parts.Scale())
                : Ops.MatMul(input, matrix());
        }
        else
        {
            (Symbol vectors, Symbol inputScale) = quantizer.Apply(input);
            output = integers is { } parts
                ? Ops.Divide(new DenseForm(length, 1).MultiplyIntegers(vectors, parts.Integers()).Cast(computeType),
                    Ops.Multiply(inputScale, parts.Scale()))
                : Ops.Divide(Ops.MatMul(vectors, matrix()), inputScale);
        }

        return (output, dy => Ops.MatMul(dy, Ops.Transpose(matrix()).Cast(dy.DType)).Cast(input.DType));
    })(x);

    /// <summary>The integers of the matrix and their scales, if a product of integers can be rescaled by them; otherwise null.</summary>
    protected abstract (Func<Symbol> Integers, Func<Symbol> Scale)? Integers();

    protected void CheckScale(Symbol scale)
    {
        if (scale.Shape != Shape.Create(1, rows))
            throw new ArgumentException(
                $"{Layer.ClassName} '{Layer.Name}': expected a weight quantizer whose scale of the reverse matrix has the shape "
                + $"[1, {rows}], got {scale.Shape}; leave the quantizer out, or tie the weights.");
    }
}
