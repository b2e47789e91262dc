using TensorFlow;

namespace Keras.Layers;

/// <summary>The weights that replace a quantized one.</summary>
/// <param name="layer">The layer.</param>
internal abstract class QuantizedWeights(Layer layer)
{
    private readonly List<Weight> made = [];

    /// <summary>The weights, in the order in which they were made.</summary>
    public IReadOnlyList<Weight> Made => made;

    /// <summary>Whether the weight in full precision is kept beside these.</summary>
    public virtual bool KeepsOriginal => false;

    /// <summary>Whether a low-rank adaptation is supported.</summary>
    public virtual bool TakesLora => true;

    /// <summary>Whether the weights cannot be trained.</summary>
    public virtual bool IsFixed => true;

    protected Layer Layer => layer;

    /// <summary>Reads a weight in a type, inside of a layer's call and outside.</summary>
    protected static Symbol Read(Weight weight, DType dtype) => weight.ToSymbol(autocast: false).Cast(dtype);

    protected DType ComputeDType => layer.ComputeDType;

    protected DType VariableDType => layer.VariableDType;

    /// <summary>Whether the output for one sample depends on others of the batch in training.</summary>
    public virtual bool MixesSamples => false;

    /// <summary>The weights in a file, in Keras's order.</summary>
    /// <param name="own">The layer's weights that a file has.</param>
    public virtual IReadOnlyList<Weight> Saved(IReadOnlyList<Weight> own) => [Made[0], .. own.Except(made), .. made.Skip(1)];

    /// <summary>The weights in a file with so many variables.</summary>
    /// <exception cref="InvalidDataException">Some are missing that cannot be known without the file.</exception>
    public virtual IReadOnlyList<Weight> SavedIn(int count, IReadOnlyList<Weight> saved) => saved;

    /// <summary>Creates the weights.</summary>
    public abstract void Create();

    /// <summary>Writes the values of <see cref="Made"/> for a weight in full precision; those after the last stay as they began.</summary>
    public abstract Symbol[] Quantize(Symbol original);

    /// <summary>Writes the same where a low-rank adaptation was added: with the layer's own quantizer, as Keras.</summary>
    public virtual Symbol[] Requantize(Symbol original) => Quantize(original);

    /// <summary>Writes the weight in full precision.</summary>
    /// <param name="dtype">The type in which scales are taken.</param>
    public abstract Symbol Dequantized(DType dtype);

    /// <summary>Creates the weights of what is there in full precision.</summary>
    public void CreateFrom(Weight original)
    {
        Tensor[] values = KeepsOriginal ? [] : ValuesOf(original);
        try
        {
            Create();
            for (int i = 0; i < values.Length; i++)
                made[i].Assign(values[i]);
        }
        catch
        {
            foreach (Weight weight in made)
                layer.RemoveWeight(weight);
            throw;
        }
        finally
        {
            foreach (Tensor value in values)
                value.Dispose();
        }
    }

    /// <summary>The value of a weight with a low-rank adaptation in it.</summary>
    public Tensor Merged(Weight weight, Func<Symbol> delta)
    {
        int index = made.IndexOf(weight);
        Tensor[] values = Values(() =>
        {
            Symbol original = Dequantized(VariableDType);
            return Requantize(original + delta().Cast(original.DType));
        });
        for (int i = 0; i < values.Length; i++)
        {
            if (i != index)
                values[i].Dispose();
        }

        return index >= 0 && index < values.Length ? values[index] : weight.Read();
    }

    protected Weight Add(string name, Shape shape, DType? dtype = null, Initializer? initializer = null, bool trainable = false)
    {
        Weight weight = layer.AddWeight(name, shape, initializer ?? Initializers.Zeros, trainable: trainable, dtype: dtype);
        made.Add(weight);
        return weight;
    }

    /// <summary>The values of the weights for one in full precision; the caller disposes them.</summary>
    protected virtual Tensor[] ValuesOf(Weight original) => Values(() => Quantize(original.ToSymbol(autocast: false)));

    /// <summary>The groups of positions, each of a number of them.</summary>
    protected static Initializer GroupsOf(int size) => Initializer.From((shape, dtype, _) =>
        RawOps.FloorDiv(Ops.Arange((int)shape[0], DType.Int32), Ops.Arange((int)shape[0], DType.Int32).Number(size)).Cast(dtype));

    private Tensor[] Values(Func<Symbol[]> write)
    {
        using StatefulFunction function = StatefulFunction.Trace(layer.Name + "_quantized", [], _ => write());
        return function.Run(Array.Empty<Tensor>());
    }
}
