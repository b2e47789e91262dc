using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// What a predictor computed of the weights of one moment, shared by its slots. Its users are counted by one thread at a time.
/// </summary>
internal sealed class PreparedValues(DeviceTensor[] values)
{
    private int users = 1;

    /// <summary>The values.</summary>
    public IReadOnlyList<DeviceTensor> Values => values;

    /// <summary>Takes tensors that a function computed: on the host they are not bound to a device, as weights of short calls.</summary>
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

    /// <summary>Keeps the values for one more user.</summary>
    public PreparedValues Keep()
    {
        users++;
        return this;
    }

    /// <summary>Frees the values with their last user.</summary>
    public void Release()
    {
        if (--users > 0)
            return;
        foreach (DeviceTensor value in values)
            value.Dispose();
    }
}
