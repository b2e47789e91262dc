// Trains a classifier, takes it through every kind of file, and shows that each gives the same predictions back.
//   dotnet run -c Release --project examples/ModelFiles [-- FOLDER]
using System.CommandLine;
using System.Globalization;
using Examples;
using Keras.Datasets;
using Keras.Layers;
using Keras;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
Argument<string?> given = new("folder")
{
    Arity = ArgumentArity.ZeroOrOne,
    Description = "Where the files are written. [default: a new temporary directory]",
};
var parsed = ExampleCommand.Parse(
    args,
    "Trains a classifier, takes it through every kind of file, and shows that each gives the same predictions back.",
    given);
DirectoryInfo folder = parsed.GetValue(given) is { } path
    ? Directory.CreateDirectory(path) : Directory.CreateTempSubdirectory("ModelFiles");
var (train, test) = Mnist.Load();
using Sequential model = NewModel();
model.Compile("adam", "categorical_crossentropy", ["accuracy"]);
model.Fit(train.Images.Normalized(), train.Labels.ToCategorical(10), epochs: 1, batchSize: 128);
using Tensor images = test.Images.Normalized().ToTensor();
using Tensor expected = model.Predict(images);
Console.WriteLine($"Files in {folder.FullName}:");

// Everything: architecture, weights, what it was compiled with, the optimizer's state. Python Keras reads it, and the other way round.
string whole = InFolder("digits.keras");
model.Save(whole);
using (Model loaded = Model.Load(whole))
    Show(whole, loaded.Predict(images));

// The form of Keras 2, which many tools still ask for.
string legacy = InFolder("digits.h5");
model.Save(legacy);
using (Model loaded = Model.Load(legacy))
    Show(legacy, loaded.Predict(images));

// Only weights, for a model that the program makes itself.
string weights = InFolder("digits.weights.h5");
model.SaveWeights(weights);
using (Sequential other = NewModel())
{
    other.LoadWeights(weights);
    Show(weights, other.Predict(images));
}

// Only the architecture.
string json = InFolder("digits.json");
File.WriteAllText(json, model.ToJson());
using (Model built = Model.FromJson(File.ReadAllText(json)))
{
    built.LoadWeights(weights);
    Show(json, built.Predict(images));
}

// What servers run: the computation itself, without Keras.
string serving = InFolder("serving");
model.Export(serving);
using (SavedModel served = SavedModel.Load(serving))
    Show(serving, served.Run(images));

return;

string InFolder(string name) => Path.Combine(folder.FullName, name);

static Sequential NewModel() => new(
    new Flatten { InputShape = [28, 28] },
    new Dense(64, "relu"),
    new Dense(10, "softmax"));

void Show(string path, Tensor predictions)
{
    using (predictions)
    {
        float difference = expected.ToArray<float>().Zip(predictions.ToArray<float>(), (a, b) => Math.Abs(a - b)).Max();
        Console.WriteLine($"{Path.GetFileName(path),-18} predictions differ by at most {difference:0.0e+0}");
        if (difference > 1e-6)
            throw new InvalidDataException($"{path} gives other predictions than the model that was saved.");
    }
}
