using Keras.Layers;
using Keras.Optimizers;
using TensorFlow;

namespace Keras.Tests.Training;

/// <summary>Small models and rows for tests that are not about numbers.</summary>
internal static class Toy
{
    public static readonly float[,] X = Rows(10, 2);

    public static readonly float[,] Y = Rows(10, 1);

    /// <summary>Dense(1) on two inputs, mse and mae, as in the recordings of the real Keras.</summary>
    public static Sequential Linear(int stepsPerExecution = 1, JitCompile jitCompile = JitCompile.Off)
    {
        Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile(new SGD(0.01), "mse", ["mae"], jitCompile: jitCompile, stepsPerExecution: stepsPerExecution);
        return model;
    }

    /// <summary>A classifier with dropout: all that can be random.</summary>
    public static Sequential Classifier(JitCompile jitCompile = JitCompile.Off)
    {
        Sequential model = new(new Dense(8, "relu") { InputShape = [4] }, new Dropout(0.3), new Dense(3, "softmax"));
        model.Compile("adam", "categorical_crossentropy", ["accuracy"], jitCompile: jitCompile);
        return model;
    }

    public static float[,] Rows(int rows, int columns)
    {
        float[,] values = new float[rows, columns];
        for (int i = 0; i < rows * columns; i++)
            values[i / columns, i % columns] = (((i * 37) + 11) % 101 / 50f) - 1;
        return values;
    }

    public static float[,] OneHot(int rows, int classes)
    {
        float[,] values = new float[rows, classes];
        for (int i = 0; i < rows; i++)
            values[i, i * 7 % classes] = 1;
        return values;
    }

    /// <summary>The values of all weights in a row.</summary>
    public static float[] Values(Model model)
    {
        Tensor[] weights = model.GetWeights();
        float[] values = [.. weights.SelectMany(w => w.ToArray<float>())];
        foreach (Tensor weight in weights)
            weight.Dispose();
        return values;
    }

    public static FitOptions Silent(int epochs = 1, int batchSize = 4, params Callback[] callbacks) =>
        new() { Epochs = epochs, BatchSize = batchSize, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent, Callbacks = callbacks };
}
