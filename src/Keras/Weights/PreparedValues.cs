using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// Values that a predictor precomputed from one snapshot of the weights, shared by its slots. Reference-counted; not thread-safe.
/// </summary>
internal sealed class PreparedValues(DeviceTensor[] values)
{
    private int users = 1;

    /// <summary>The values.</summary>
    public IReadOnlyList<DeviceTensor> Values => values;

    /// <summary>Takes ownership of computed tensors; on the host they are not bound to a device, as the weights of short calls.</summary>
    public static PreparedValues Of(DeviceTensor[] computed, Device? device)
    {
        if (device is not null && device != Runtime.Devices[0])
            return new(computed);
        try
        {
            return new(Array.ConvertAll(computed, value =>
            {
                using Tensor host = value.ToTensor();
                return DeviceTensor.OnHost(host);
            }));
        }
        finally
        {
            foreach (DeviceTensor value in computed)
                value.Dispose();
        }
    }

    /// <summary>Adds a reference.</summary>
    public PreparedValues Keep()
    {
        users++;
        return this;
    }

    /// <summary>Removes a reference, and frees the values with the last one.</summary>
    public void Release()
    {
        if (--users > 0)
            return;
        foreach (DeviceTensor value in values)
            value.Dispose();
    }
}
