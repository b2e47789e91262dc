using TensorFlow;

namespace Keras.Interop;

/// <summary>A model that is written here alone: the real Keras reads it from its file, without knowing how it was made.</summary>
/// <param name="Name">The name.</param>
/// <param name="Build">Makes the model.</param>
internal sealed record WrittenCase(string Name, Func<Model> Build)
{
    /// <summary>A model of one input, a chain of layers and a dense layer behind them.</summary>
    public WrittenCase(string name, Shape input, Func<Layer[]> layers, DType dtype = DType.Float32)
        : this(name, () => Chains.Of(new Input(input, dtype: dtype), layers()))
    {
    }

    /// <summary>Whether training draws random numbers, which are different ones on the other side.</summary>
    public bool IsRandom { get; init; }

    /// <summary>The number that integers of the inputs stay below.</summary>
    public int Classes { get; init; } = 5;

    /// <summary>Whether the last steps of some samples are zeros, which a mask leaves out.</summary>
    public bool HasPadding { get; init; }

    /// <summary>The first release of Keras that computes what 3.15.1 does; the classes that a release lacks are found by
    /// themselves.</summary>
    public string Since { get; init; } = "3.3.3";

    /// <summary>What earlier releases do otherwise.</summary>
    public string Before { get; init; } = "";

    /// <summary>The first release of Keras that trains as 3.15.1 does.</summary>
    public string TrainsSince { get; init; } = "3.3.3";

    /// <summary>Makes the optimizer.</summary>
    public Func<Optimizer> Optimizer { get; init; } = () => new Optimizers.SGD(0.02, momentum: 0.5);

    /// <summary>What Keras does not save again of the model, so that its file is not read here; null for nothing.</summary>
    public string? Forgotten { get; init; }

    /// <summary>The model with the names that a fresh process would give, compiled.</summary>
    public Model Make()
    {
        AutoNames.Reset();
        Model model = Build();
        model.Compile(Optimizer(), new Losses.MeanSquaredError());
        return model;
    }
}
