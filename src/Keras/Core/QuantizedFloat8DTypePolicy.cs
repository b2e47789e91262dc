namespace Keras;

/// <summary>
/// The policy of a layer that trains with numbers of 8 bits (<c>keras.dtype_policies.QuantizedFloat8DTypePolicy</c>).
/// </summary>
public sealed class QuantizedFloat8DTypePolicy : QuantizedDTypePolicy
{
    /// <summary>Creates a policy.</summary>
    /// <param name="sourceName">The name of the policy before quantization. Default: "float32".</param>
    /// <param name="amaxHistoryLength">The number of steps whose largest magnitudes determine the scales. Default: 1024.</param>
    /// <exception cref="ArgumentOutOfRangeException">The history has not at least one step.</exception>
    public QuantizedFloat8DTypePolicy(string? sourceName = null, int amaxHistoryLength = 1024)
        : base("float8", sourceName) =>
        AmaxHistoryLength = amaxHistoryLength >= 1 ? amaxHistoryLength : throw new ArgumentOutOfRangeException(
            nameof(amaxHistoryLength), amaxHistoryLength,
            $"QuantizedFloat8DTypePolicy: expected a history of at least 1 step, got {amaxHistoryLength}.");

    /// <summary>The number of steps whose largest magnitudes determine the scales.</summary>
    public int AmaxHistoryLength { get; }

    /// <inheritdoc/>
    public override bool Equals(DTypePolicy? other) =>
        base.Equals(other) && ((QuantizedFloat8DTypePolicy)other!).AmaxHistoryLength == AmaxHistoryLength;

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("amax_history_length", AmaxHistoryLength);
    }
}
