using System.Text.RegularExpressions;
using Keras.Core;
using Keras.Layers;
using Keras.Tests.Support;
using TensorFlow;
using UsersProgram;
using Xunit;

namespace Keras.Tests.Readme;

/// <summary>The README's code is compiled code, and it does what the README says.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed partial class ReadmeTests
{
    [Fact]
    public void EveryBlockOfTheReadmeIsCompiledHere()
    {
        // Lines may be broken otherwise there, and comments be at another place.
        string compiled = CodeAlone(File.ReadAllText("Readme/ReadmeCode.cs") + File.ReadAllText("Readme/ReadmeParts.cs"));
        string readme = File.ReadAllText("README.md");
        string[] blocks = [.. CSharpBlock().Matches(readme).Select(m => m.Groups[1].Value)];
        Assert.Equal(11, blocks.Length);
        foreach (string line in blocks.SelectMany(b => b.Split('\n')).Select(l => l.Trim()).Where(l => l.Length > 0))
            Assert.True(compiled.Contains(CodeAlone(line), StringComparison.Ordinal), $"ReadmeCode.cs does not have '{line}'.");
    }

    [Fact]
    public void TheLessonReachesWhatItPromises()
    {
        Runtime.Seed = 1;
        Evaluation result = ReadmeCode.Lesson();
        // With this much dropout and regularization the lesson's model stays below what it reaches without.
        Assert.InRange(result["accuracy"], 0.90, 1);
    }

    [Fact]
    public async Task TrainingStopsEarlyAndRunsInTheBackground()
    {
        using Sequential model = new(new Dense(1, "sigmoid") { InputShape = [2] });
        model.Compile("adam", "binary_crossentropy");
        float[,] x = new float[200, 2];
        int[] y = new int[200];
        for (int i = 0; i < 200; i++)
            (x[i, 0], x[i, 1], y[i]) = (i % 2, i % 3, i % 2);
        FitOptions options = new() { Epochs = 2, Verbose = Verbosity.Silent };
        History history = await ReadmeCode.Training(model, x, y, options, _ => { }, CancellationToken.None);
        Assert.Equal([0, 1], history.Epochs);
        using Model best = Model.Load("best.keras");
        Assert.Equal("epoch,loss,val_loss", File.ReadLines("log.csv").First());
    }

    [Fact]
    public void ModelsHaveSeveralInputsAndOutputs()
    {
        float[] digit = new float[10], odd = new float[1];
        History history = ReadmeCode.Several(new byte[8, 28, 28], new float[8, 4],
            new int[8], new float[8], new float[784], new float[4], digit, odd);
        Assert.Equal(["digit_accuracy", "digit_loss", "loss", "odd_loss"], history.Keys);
        Assert.Equal(1, digit.Sum(), 5);
        Assert.InRange(odd[0], 0.0001f, 0.9999f);
    }

    [Fact]
    public void DataComeInManyForms()
    {
        using Sequential model = new(new Dense(2, "softmax") { InputShape = [2] });
        model.Compile("sgd", "sparse_categorical_crossentropy");
        var numbers = System.Numerics.Tensors.Tensor.Create<float>([0, 1, 1, 0], [2, 2]);
        using Tensor images = Tensor.Create<byte>([0, 255, 255, 0], [2, 2]);
        ReadmeCode.DataForms(model, numbers, [1, 0], images, () => [(new float[,] { { 0, 1 } }, [1]), (new float[,] { { 1, 0 } }, [0])]);
        Assert.True(model.IsBuilt);
    }

    [Fact]
    public void PredictionsAreReadAsTensorsAndThroughAPredictor()
    {
        using Sequential model = new(new Flatten { InputShape = [2, 2] }, new Dense(3, "softmax") { Name = "dense" });
        float[] output = new float[3];
        int product = ReadmeCode.Predicting(model, new float[1, 2, 2], new float[4], output);
        Assert.InRange(product, 0, 6);
        Assert.Equal(1, output.Sum(), 1e-5);
    }

    [Fact]
    public void NamesAreShortAndUnambiguous()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        using Dense dense = ReadmeCode.Names(model);
        Assert.Equal("glorot_uniform", SnakeCase.Of(dense.KernelInitializer.ClassName));
        History history = model.Fit(new float[,] { { 0, 1 }, { 1, 0 } }, new float[,] { { 1 }, { 0 } }, verbose: Verbosity.Silent);
        Assert.Equal(["accuracy", "binary_crossentropy", "loss"], history.Keys);
    }

    [Fact]
    public void OwnLayersAndLossesTrain()
    {
        using Sequential model = new(new Scale(0.5f) { InputShape = [2] }, new Linear(1) { KernelRegularizer = "l2" });
        ReadmeCode.OwnLoss(model);
        History history = model.Fit(new float[,] { { 0, 1 }, { 1, 0 } },
            new float[,] { { 1 }, { 2 } }, epochs: 20, verbose: Verbosity.Silent);
        Assert.True(history["loss"][^1] < history["loss"][0]);
    }

    [Fact]
    public void ModelsGoToFilesAndBack()
    {
        string before = Environment.CurrentDirectory;
        DirectoryInfo directory = Directory.CreateTempSubdirectory("readme");
        try
        {
            Environment.CurrentDirectory = directory.FullName;
            using Sequential model = new(new Flatten { InputShape = [2, 2] }, new Dense(3, "softmax"));
            (Model again, SavedModel served) = ReadmeCode.Files(model);
            using (again)
            using (served)
            using (Tensor input = Tensor.FromArray(new float[1, 2, 2] { { { 1, 2 }, { 3, 4 } } }))
            using (Tensor expected = model.Predict(input))
            using (Tensor loaded = again.Predict(input))
            using (Tensor exported = served.Run(input))
            {
                Assert.Equal(expected.ToArray<float>(), loaded.ToArray<float>());
                Assert.Equal(expected.ToArray<float>(), exported.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
            }
        }
        finally
        {
            Environment.CurrentDirectory = before;
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void WorkIsPlacedOnADevice()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile("adam", "mse");
        ReadmeCode.Machines(model, new float[,] { { 0, 1 } }, new float[,] { { 1 } });
        Assert.Equal(42, Runtime.Seed);
    }

    private static string CodeAlone(string text) => string.Concat(Comment().Replace(text, "").Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
