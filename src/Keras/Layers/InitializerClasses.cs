using System.ComponentModel;

namespace Keras.Layers;

/// <summary>
/// Keras's initializers under the names that <see cref="Initializers"/> gives them: <c>new Initializers.GlorotUniform(seed: 7)</c>. Each is
/// the class of that name in <c>Keras.Initializers</c>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class InitializerClasses
{
    private protected InitializerClasses()
    {
    }

    /// <inheritdoc cref="Keras.Initializers.Zeros"/>
    public sealed class Zeros : Keras.Initializers.Zeros;

    /// <inheritdoc cref="Keras.Initializers.Ones"/>
    public sealed class Ones : Keras.Initializers.Ones;

    /// <inheritdoc cref="Keras.Initializers.Constant"/>
    /// <param name="value">The value of all elements.</param>
    public sealed class Constant(double value = 0) : Keras.Initializers.Constant(value);

    /// <inheritdoc cref="Keras.Initializers.Identity"/>
    /// <param name="gain">The factor that all elements are multiplied by.</param>
    public sealed class Identity(double gain = 1) : Keras.Initializers.Identity(gain);

    /// <inheritdoc cref="Keras.Initializers.RandomNormal"/>
    /// <param name="mean">The mean. Default: 0.</param>
    /// <param name="stddev">The standard deviation. Default: 0.05.</param>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class RandomNormal(double mean = 0, double stddev = 0.05, long? seed = null)
        : Keras.Initializers.RandomNormal(mean, stddev, seed);

    /// <inheritdoc cref="Keras.Initializers.TruncatedNormal"/>
    /// <param name="mean">The mean. Default: 0.</param>
    /// <param name="stddev">The standard deviation. Default: 0.05.</param>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class TruncatedNormal(double mean = 0, double stddev = 0.05, long? seed = null)
        : Keras.Initializers.TruncatedNormal(mean, stddev, seed);

    /// <inheritdoc cref="Keras.Initializers.RandomUniform"/>
    /// <param name="minval">The lower bound. Default: -0.05.</param>
    /// <param name="maxval">The upper bound. Default: 0.05.</param>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class RandomUniform(double minval = -0.05, double maxval = 0.05, long? seed = null)
        : Keras.Initializers.RandomUniform(minval, maxval, seed);

    /// <inheritdoc cref="Keras.Initializers.VarianceScaling"/>
    /// <param name="scale">The factor of the variance. Default: 1.</param>
    /// <param name="mode">The divisor of the variance: "fan_in" (default), "fan_out" or "fan_avg".</param>
    /// <param name="distribution">"truncated_normal" (default), "untruncated_normal" or "uniform".</param>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class VarianceScaling(double scale = 1, string mode = "fan_in",
        string distribution = "truncated_normal", long? seed = null)
        : Keras.Initializers.VarianceScaling(scale, mode, distribution, seed);

    /// <inheritdoc cref="Keras.Initializers.GlorotUniform"/>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class GlorotUniform(long? seed = null) : Keras.Initializers.GlorotUniform(seed);

    /// <inheritdoc cref="Keras.Initializers.GlorotNormal"/>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class GlorotNormal(long? seed = null) : Keras.Initializers.GlorotNormal(seed);

    /// <inheritdoc cref="Keras.Initializers.HeUniform"/>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class HeUniform(long? seed = null) : Keras.Initializers.HeUniform(seed);

    /// <inheritdoc cref="Keras.Initializers.HeNormal"/>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class HeNormal(long? seed = null) : Keras.Initializers.HeNormal(seed);

    /// <inheritdoc cref="Keras.Initializers.LecunUniform"/>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class LecunUniform(long? seed = null) : Keras.Initializers.LecunUniform(seed);

    /// <inheritdoc cref="Keras.Initializers.LecunNormal"/>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class LecunNormal(long? seed = null) : Keras.Initializers.LecunNormal(seed);

    /// <inheritdoc cref="Keras.Initializers.Orthogonal"/>
    /// <param name="gain">The factor that all elements are multiplied by.</param>
    /// <param name="seed">The seed. Default: one derived from <see cref="TensorFlow.Runtime.Seed"/>.</param>
    public sealed class Orthogonal(double gain = 1, long? seed = null) : Keras.Initializers.Orthogonal(gain, seed);

    /// <inheritdoc cref="Keras.Initializers.STFT"/>
    /// <param name="side">"real" (default) or "imag".</param>
    /// <param name="window">The window function. Default: "hann".</param>
    /// <param name="scaling">"density" (default), "spectrum" or null.</param>
    /// <param name="periodic">Whether the window is periodic. Default: false.</param>
    public sealed class STFT(string side = "real", string? window = "hann", string? scaling = "density", bool periodic = false)
        : Keras.Initializers.STFT(side, window, scaling, periodic);
}
