using System.Globalization;
using Keras;
using Keras.Layers;
using TensorFlow;

namespace Fuzz.Saving;

/// <summary>Saves a model whose weights all are the number of the save, again and again over the same file, until it is killed.</summary>
internal static class SaveForever
{
    /// <summary>A model of a form.</summary>
    public static Sequential Create() => new(new Dense(64) { InputShape = [128] }, new Dense(64));

    /// <summary>
    /// Loads what is there, prints its number, and saves on in the form that the path's name tells; a path without one is a directory for
    /// <c>Export</c>. Prints each number when it is saved.
    /// </summary>
    public static void Run(string path)
    {
        using Sequential model = Create();
        for (int generation = Path.Exists(path) ? Load(path) : 0; ; generation++)
        {
            if (generation > 0)
                Console.WriteLine(generation.ToString(CultureInfo.InvariantCulture));
            Fill(model, generation + 1);
            Save(model, path);
        }
    }

    public static void Save(Model model, string path)
    {
        if (path.EndsWith(".weights.h5", StringComparison.Ordinal))
            model.SaveWeights(path);
        else if (Path.HasExtension(path))
            model.Save(path);
        else
            model.Export(path);
    }

    /// <summary>The number that all weights are.</summary>
    /// <exception cref="InvalidOperationException">They are not one number.</exception>
    private static int Load(string path)
    {
        if (!Path.HasExtension(path))
        {
            // All weights are the number g, so of an input of zeros the first layer makes g and the second 64 g² + g.
            using SavedModel served = SavedModel.Load(path);
            using Tensor x = Tensor.Create<float>(new float[128], [1, 128]);
            using Tensor y = served.Run(x);
            return (int)y.ToArray<float>().Select(v => MathF.Round((-1 + MathF.Sqrt(1 + (256 * v))) / 128)).Distinct().Single();
        }

        using Model model = path.EndsWith(".weights.h5", StringComparison.Ordinal) ? Create() : Model.Load(path);
        if (path.EndsWith(".weights.h5", StringComparison.Ordinal))
            model.LoadWeights(path);
        return (int)model.GetWeights().SelectMany(w => w.ToArray<float>()).Distinct().Single();
    }

    private static void Fill(Model model, int generation)
    {
        Tensor[] values = [.. model.Weights.Select(
            w => Tensor.Create<float>([.. Enumerable.Repeat((float)generation, (int)w.Shape.ElementCount)], w.Shape))];
        model.SetWeights(values);
        foreach (Tensor value in values)
            value.Dispose();
    }
}
