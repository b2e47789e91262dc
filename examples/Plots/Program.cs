// Trains a small network on digits and draws every kind of plot: curves, confusion matrix, ROC, weights, images, boxes, masks, models.
//   dotnet run -c Release --project examples/Plots [-- DIRECTORY]
using System.CommandLine;
using System.Globalization;
using Examples;
using Keras.Datasets;
using Keras.Layers;
using Keras.Plotting;
using Keras;
using Plots;
using TensorFlow;
using Charts = Keras.Plotting.Plots;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
Argument<string> target = new("directory") { DefaultValueFactory = _ => "plots", Description = "Where the pictures are written." };
var parsed = ExampleCommand.Parse(
    args,
    "Trains a small network on digits and draws every kind of plot: curves, confusion matrix, ROC, weights, images, boxes, masks, models.",
    target);
string directory = parsed.GetValue(target)!;
Runtime.Seed = 42;

var (train, test) = Mnist.Load();
using Tensor allImages = train.Images.ToTensor(), allLabels = train.Labels.ToTensor(), testImages = test.Images.ToTensor();
using Tensor testLabels = test.Labels.ToTensor();
// Few images, so that some digits are misclassified.
Data images = allImages[..4000].Normalized(), labels = allLabels[..4000];

using Sequential model = new(
    new Flatten { InputShape = [28, 28] },
    new Dense(64, "relu"),
    new Dropout(0.3),
    new Dense(10, "softmax"));
model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
History history = model.Fit(images, labels, new FitOptions { Epochs = 12, ValidationSplit = 0.2, Verbose = Verbosity.Silent });

history.Plot(At("curves.png"));

using Tensor scores = model.Predict(((Data)testImages).Normalized());
Charts.ConfusionMatrix(testLabels, scores, path: At("confusion-matrix.png"));
Charts.RocCurve(testLabels, scores, path: At("roc.png"));
Charts.PrecisionRecallCurve(testLabels, scores, path: At("precision-recall.png"));
model.PlotWeights(At("weights.png"));

// The first misclassified digits, between others.
int[] read = scores.ArgMax(axis: -1).ToArray<int>(), truth = testLabels.ToArray<int>();
int[] wrong = [.. Enumerable.Range(0, truth.Length).Where(i => read[i] != truth[i])];
int[] right = [.. Enumerable.Range(0, truth.Length).Where(i => read[i] == truth[i])];
int[] shown = [.. Enumerable.Range(0, 12).Select(i => i % 3 == 1 ? wrong[i] : right[i])];
byte[] pixels = testImages.ToArray<byte>();
byte[][,] digits = [.. shown.Select(i => Scene.Digit(pixels, i))];
Visualization.PlotImageGallery(
    Scene.Stack(digits), shown.Select(i => truth[i]).ToArray(), shown.Select(i => read[i]).ToArray(), columns: 6,
    path: At("images.png"));

// Scenes of several digits each: where they are, and which classes the network predicts.
Scene[] scenes = [.. Enumerable.Range(0, 4).Select(i => new Scene(pixels, truth, read, first: i * 3, seed: i))];
Dictionary<int, string> names = Enumerable.Range(0, 10).ToDictionary(d => d, d => d.ToString(CultureInfo.InvariantCulture));
Data views = Scene.Stack([.. scenes.Select(s => s.Pixels)]);
Visualization.PlotBoundingBoxGallery(
    views, "xyxy", Scene.Boxes(scenes, predicted: false), Scene.Boxes(scenes, predicted: true), names,
    fontScale: 0.5, showLegend: true, columns: 4, scale: 3, path: At("boxes.png"));
Visualization.PlotSegmentationMaskGallery(
    views, classes: 11, Scene.Masks(scenes, predicted: false), Scene.Masks(scenes, predicted: true), Scene.Colors,
    path: At("masks.png"));

using Model branches = Branches();
ModelPlotOptions options = new() { ShowShapes = true, ShowLayerNames = true, ShowLayerActivations = true, Dpi = 72 };
foreach (string extension in (string[])["png", "svg", "dot"])
    branches.PlotModel(At($"model.{extension}"), options);

foreach (string path in Directory.GetFiles(directory).Order(StringComparer.Ordinal))
    Console.WriteLine($"{Path.GetFileName(path)}: {new FileInfo(path).Length / 1024.0:F0} KiB");

string At(string name) => Path.Combine(directory, name);

// A model with two inputs, a residual connection and two outputs.
static Model Branches()
{
    Input image = new([28, 28, 1], name: "image"), meta = new([4], name: "meta");
    KerasTensor x = new Conv2D(16, 3, "relu") { Name = "convolution" }.Apply(image);
    x = new GlobalAveragePooling2D { Name = "pooling" }.Apply(x);
    x = new Concatenate { Name = "both" }.Apply(x, meta);
    KerasTensor hidden = new Dense(20, "relu") { Name = "hidden" }.Apply(x);
    x = new Add { Name = "residual" }.Apply(x, hidden);
    KerasTensor digit = new Dense(10, "softmax") { Name = "digit" }.Apply(x), odd = new Dense(1, "sigmoid") { Name = "odd" }.Apply(x);
    return new([image, meta], [digit, odd], name: "two_heads");
}
