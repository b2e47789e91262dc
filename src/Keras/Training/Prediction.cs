using System.Collections;
using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>The outputs of a model: <c>prediction["digit"]</c>, <c>prediction[0]</c>.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Prediction : IReadOnlyList<Tensor>, IDisposable
{
    private readonly Tensor[] outputs;

    internal Prediction(Tensor[] outputs, IReadOnlyList<string>? names) => (this.outputs, Names) = (outputs, names ?? []);

    /// <summary>The names of the outputs, in order; empty for a subclassed model, whose outputs have no names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public int Count => outputs.Length;

    /// <summary>Gets an output.</summary>
    /// <param name="index">The position in the model's outputs.</param>
    public Tensor this[int index] => index >= 0 && index < outputs.Length ? outputs[index] : throw new ArgumentOutOfRangeException(
        nameof(index), index, $"Expected an output below {outputs.Length}, got {index}.");

    /// <summary>Gets an output.</summary>
    /// <param name="name">The name: that of the layer that gives the output, or its name in a dictionary of outputs.</param>
    /// <exception cref="KeyNotFoundException">No output has the name; the message suggests the nearest name.</exception>
    public Tensor this[string name]
    {
        get
        {
            for (int i = 0; i < Names.Count; i++)
            {
                if (Names[i] == name)
                    return outputs[i];
            }

            throw new KeyNotFoundException(
                $"There is no output '{name}'; "
                + (Names.Count == 0 ? "take the outputs by position." : NearestNames.Hint(name, Names, "the outputs are")));
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Tensor> GetEnumerator() => ((IEnumerable<Tensor>)outputs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Frees the outputs.</summary>
    public void Dispose()
    {
        foreach (Tensor output in outputs)
            output.Dispose();
    }

    /// <summary>The outputs' names, types and shapes.</summary>
    public override string ToString() => string.Join(", ", outputs.Select((o, i) =>
        $"{(i < Names.Count ? $"{Names[i]}: " : "")}{o.DType.StandardName} {o.Shape}"));
}
