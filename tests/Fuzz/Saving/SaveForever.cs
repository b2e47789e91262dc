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

    /// <summary>Saves in the form that the path's name tells; a path without one is a directory for <c>Export</c>. Prints each number when it is saved.</summary>
    public static void Run(string path)
    {
        using Sequential model = Create();
        for (int generation = 1; ; generation++)
        {
            Fill(model, generation);
            Save(model, path);
            Console.WriteLine(generation.ToString(CultureInfo.InvariantCulture));
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

    private static void Fill(Model model, int generation)
    {
        Tensor[] values = [.. model.Weights.Select(w => Tensor.Create<float>([.. Enumerable.Repeat((float)generation, (int)w.Shape.ElementCount)], w.Shape))];
        model.SetWeights(values);
        foreach (Tensor value in values)
            value.Dispose();
    }
}
