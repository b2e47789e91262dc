namespace Keras;

/// <summary>
/// The shuffling of the samples before each epoch. <c>true</c> and <c>false</c> convert to <see cref="Rows"/> and <see cref="Off"/>.
/// </summary>
public readonly record struct Shuffle
{
    private readonly int mode;

    private Shuffle(int mode) => this.mode = mode;

    /// <summary>All samples anew each epoch: the default.</summary>
    public static Shuffle Rows { get; }

    /// <summary>No shuffling.</summary>
    public static Shuffle Off { get; } = new(1);

    /// <summary>Batches stay in order and samples are shuffled inside of each (Keras's "batch").</summary>
    public static Shuffle Batches { get; } = new(2);

    /// <summary>All samples, or no shuffling.</summary>
    /// <param name="shuffle">Whether to shuffle.</param>
    public static implicit operator Shuffle(bool shuffle) => shuffle ? Rows : Off;

    /// <summary>The name of the mode.</summary>
    public override string ToString() => this == Rows ? nameof(Rows) : this == Off ? nameof(Off) : nameof(Batches);
}
