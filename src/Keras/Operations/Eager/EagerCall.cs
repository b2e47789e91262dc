using System.Globalization;
using System.Text;
using TensorFlow;

namespace Keras.Operations;

/// <summary>
/// A call of a symbolic function on tensors. The function is traced for the arguments, types and shapes of the call at the first time, and
/// taken from <see cref="EagerFunctions"/> afterwards.
/// </summary>
internal sealed class EagerCall(string name) : IDisposable
{
    private readonly StringBuilder key = new(name);
    private readonly List<Tensor> tensors = [];

    /// <summary>Adds a tensor and returns its position among the inputs; -1 where there is none.</summary>
    public int Input(Tensor? tensor)
    {
        if (tensor is null)
        {
            key.Append("|null");
            return -1;
        }

        tensors.Add(tensor);
        return tensors.Count - 1;
    }

    /// <summary>Adds tensors and returns their positions among the inputs.</summary>
    public Range Inputs(ReadOnlySpan<Tensor> list)
    {
        int first = tensors.Count;
        key.Append("|#").Append(list.Length);
        foreach (Tensor tensor in list)
            tensors.Add(tensor ?? throw new ArgumentNullException(
                nameof(list), $"{name}: expected a list of tensors, got null among them; leave it out."));
        return first..tensors.Count;
    }

    /// <summary>Adds an argument to the key of traced functions.</summary>
    public void Argument<T>(T value)
    {
        key.Append('|');
        string text = value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString() ?? "null";
        if (value is string)
            key.Append(text.Length).Append(':');
        key.Append(text);
    }

    /// <summary>Adds a list to the key of traced functions; returns a copy that a traced function can keep.</summary>
    public T[] Argument<T>(ReadOnlySpan<T> values)
    {
        key.Append("|#").Append(values.Length);
        foreach (T value in values)
            Argument(value);
        return values.ToArray();
    }

    /// <summary>Runs the function.</summary>
    /// <param name="body">From the inputs, the outputs.</param>
    public Tensor[] Run(Func<Symbol[], Symbol[]> body)
    {
        TensorSpec[] specs = new TensorSpec[tensors.Count];
        for (int i = 0; i < specs.Length; i++)
        {
            specs[i] = TensorSpec.Of(tensors[i]);
            key.Append('|').Append(specs[i].DType.StandardName).Append(specs[i].Shape);
        }

        using EagerFunctions.Lease lease = EagerFunctions.Rent(key.ToString(), () => Function.Trace(name, specs, body));
        return EagerFunctions.Run(lease.Function, tensors);
    }

    /// <summary>Ends the call.</summary>
    public void Dispose() => tensors.Clear();
}
