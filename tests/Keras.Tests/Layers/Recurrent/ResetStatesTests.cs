using Keras.Layers;
using Keras.Optimizers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>A model resets the states of every stateful layer that it has, however deep.</summary>
public sealed class ResetStatesTests
{
    [Fact]
    public void Those_of_wrappers_and_nested_models_too()
    {
        Input inner = new([4, 3], batchSize: 2), outer = new([4, 2], batchSize: 2);
        using Model nested = new(inner, new LSTM(2) { Stateful = true }.Apply(inner));
        KerasTensor both = new Bidirectional(new SimpleRNN(2) { Stateful = true, ReturnSequences = true }).Apply(outer);
        KerasTensor sequence = new GRU(3) { Stateful = true, ReturnSequences = true }.Apply(both);
        using Model model = new(outer, nested.Apply(sequence));
        model.Compile(jitCompile: JitCompile.Off);
        using Tensor x = Tensor.Create<float>([.. Enumerable.Range(0, 16).Select(i => MathF.Sin(i))], [2, 4, 2]);

        float[] first = Predicted(model, x), second = Predicted(model, x);
        Assert.NotEqual(first, second);
        model.ResetStates();
        Assert.Equal(first, Predicted(model, x));
    }

    [Fact]
    public void A_callback_resets_them_between_epochs()
    {
        Input x = new([4, 2], batchSize: 2);
        using Model model = new(x, new GRU(1) { Stateful = true }.Apply(x));
        model.Compile(new SGD(0.0), "mse", jitCompile: JitCompile.Off);
        float[,,] sequences = new float[2, 4, 2];
        for (int i = 0; i < sequences.Length; i++)
            sequences[i / 8, i / 2 % 4, i % 2] = MathF.Sin(i);
        History kept = model.Fit(sequences, new float[2, 1], new FitOptions { Epochs = 2, BatchSize = 2, Verbose = Verbosity.Silent });
        Assert.NotEqual(kept["loss"][0], kept["loss"][1]);

        model.ResetStates();
        History reset = model.Fit(sequences, new float[2, 1], new FitOptions
        {
            Epochs = 2,
            BatchSize = 2,
            Verbose = Verbosity.Silent,
            Callbacks = [Callback.OnEpochEnd((_, _) => model.ResetStates())],
        });
        Assert.Equal(kept["loss"][0], reset["loss"][0]);
        Assert.Equal(reset["loss"][0], reset["loss"][1]);
    }

    [Fact]
    public void A_model_without_stateful_layers_has_nothing_to_reset()
    {
        using Sequential model = new(new LSTM(2) { InputShape = [3, 1] });
        model.ResetStates();
    }

    private static float[] Predicted(Model model, Tensor x)
    {
        using Tensor output = model.Predict(x, batchSize: 2);
        return output.ToArray<float>();
    }
}
