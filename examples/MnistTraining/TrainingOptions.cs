using Keras;

namespace MnistTraining;

/// <summary>The options of the command line; the defaults are the lesson's.</summary>
internal sealed record TrainingOptions
{
    public int Epochs { get; init; } = 5;

    public int BatchSize { get; init; } = 32;

    public string Optimizer { get; init; } = "adam";

    /// <summary>Null means the optimizer's own default.</summary>
    public double? LearningRate { get; init; }

    public int Hidden { get; init; } = 128;

    public double Dropout { get; init; } = 0.5;

    public double L2 { get; init; } = 0.01;

    public double ValidationSplit { get; init; }

    /// <summary>Null means different numbers each time.</summary>
    public long? Seed { get; init; }

    /// <summary>"mnist" for the copy that comes with the library, or a directory.</summary>
    public string Dataset { get; init; } = "mnist";

    /// <summary>Null means that TensorFlow chooses.</summary>
    public string? Device { get; init; }

    public JitCompile Jit { get; init; }

    public bool Quiet { get; init; }
}
