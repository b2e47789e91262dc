using TensorFlow;

namespace Keras;

/// <content>Operations on Keras tensors whose arguments Keras writes in a way of their own; the generator writes the others.</content>
public static partial class Ops
{
    /// <inheritdoc cref="Relu(Symbol, double, double?, double)"/>
    public static KerasTensor Relu(KerasTensor x)
    {
        OperationRecording call = new("Relu");
        call.Add(x);
        return call.One();
    }

    /// <inheritdoc cref="Mish(Symbol)"/>
    /// <remarks>Recorded as the operations of its formula; keras.ops has no function for it.</remarks>
    public static KerasTensor Mish(KerasTensor x) => Multiply(x, Tanh(Softplus(x)));

    /// <inheritdoc cref="GetItem(Symbol, ReadOnlySpan{Indexer})"/>
    public static KerasTensor GetItem(KerasTensor x, params ReadOnlySpan<Indexer> key)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x[key];
    }

    /// <inheritdoc cref="Rearrange(Symbol, string, ReadOnlySpan{ValueTuple{string, int}})"/>
    public static KerasTensor Rearrange(KerasTensor tensor, string pattern, params ReadOnlySpan<(string Name, int Length)> axesLengths)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        OperationRecording call = new("Rearrange");
        call.Add(tensor);
        call.AddValue(pattern);
        foreach ((string name, int length) in axesLengths)
            call.AddValue(name, length);
        return call.One();
    }

    /// <inheritdoc cref="Tensordot(Symbol, Symbol, Axes, Axes)"/>
    public static KerasTensor Tensordot(KerasTensor x1, KerasTensor x2, Axes axes1, Axes axes2)
    {
        OperationRecording call = new("Tensordot");
        call.Set("axes", new System.Text.Json.Nodes.JsonArray(OperationJson.Of(axes1.AsSpan()), OperationJson.Of(axes2.AsSpan())));
        call.Add(x1);
        call.Add(x2);
        return call.One();
    }

    /// <inheritdoc cref="Select(ReadOnlySpan{Symbol}, ReadOnlySpan{Symbol}, Scalar)"/>
    public static KerasTensor Select(
        ReadOnlySpan<KerasTensor> condList, ReadOnlySpan<KerasTensor> choiceList, Scalar defaultValue = default)
    {
        OperationRecording call = new("Select");
        call.Add(condList);
        call.Add(choiceList);
        call.AddValue(defaultValue == default ? 0 : OperationJson.Of(defaultValue));
        return call.One();
    }

    /// <inheritdoc cref="LayerNormalization(Symbol, Symbol?, Symbol?, Axes, double?)"/>
    public static KerasTensor LayerNormalization(
        KerasTensor x, KerasTensor? gamma = null, KerasTensor? beta = null, Axes axis = default, double? epsilon = null)
    {
        OperationRecording call = new("LayerNorm");
        call.Set("axis", OperationJson.Of(axis, "-1"));
        call.Set("epsilon", OperationJson.Of(epsilon));
        call.Set("rms_scaling", false);
        call.Add(x);
        call.Add(gamma);
        call.Add(beta);
        return call.One();
    }

    /// <inheritdoc cref="SingularValues(Symbol)"/>
    public static KerasTensor SingularValues(KerasTensor x)
    {
        OperationRecording call = new("SVD");
        call.Set("full_matrices", true);
        call.Set("compute_uv", false);
        call.Add(x);
        return call.One();
    }
}
