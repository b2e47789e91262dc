namespace Keras;

/// <summary>
/// The shuffling of the samples before each epoch. <c>true</c> and <c>false</c> convert to <see cref="Rows"/> and <see cref="Off"/>.
/// </summary>
public readonly record struct Shuffle
{
    private readonly int mode;

    private Shuffle(int mode) => this.mode = mode;

    /// <summary>All samples are shuffled before each epoch. The default.</summary>
    public static Shuffle Rows { get; }

    /// <summary>No shuffling.</summary>
    public static Shuffle Off { get; } = new(1);

    /// <summary>Samples are shuffled within each batch; the batches keep their order (Keras's "batch").</summary>
    public static Shuffle Batches { get; } = new(2);

    /// <summary>Converts to <see cref="Rows"/> or <see cref="Off"/>.</summary>
    /// <param name="shuffle">Whether to shuffle.</param>
    public static implicit operator Shuffle(bool shuffle) => shuffle ? Rows : Off;

    /// <summary>The name of the mode.</summary>
    public override string ToString() => this == Rows ? nameof(Rows) : this == Off ? nameof(Off) : nameof(Batches);
}
