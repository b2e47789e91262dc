using System.Globalization;
using Keras;
using Keras.Callbacks;
using Keras.Layers;

// dotnet run -- data.csv: numbers in columns, the class (0, 1, 2, ...) in the last one, a line of headings or none.
(float[][] rows, int[] labels) = args.Length > 0 ? Read(args[0]) : Spirals(classes: 3, rowsOfEach: 400);

// Shuffle once, so that the rows kept for validation and for the test are of all classes.
int[] order = [.. Enumerable.Range(0, rows.Length)];
new Random(42).Shuffle(order);
int trained = rows.Length * 4 / 5;
float[][] x = [.. order.Select(i => rows[i])];
int[] y = [.. order.Select(i => labels[i])];

int features = x[0].Length, classes = y.Max() + 1;
var model = new Sequential(
    new Dense(64, "relu") { InputShape = [features] },
    new Dense(64, "relu"),
    new Dense(classes, "softmax"));

model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
History history = model.Fit(x[..trained], y[..trained], new FitOptions
{
    Epochs = 200,
    BatchSize = 32,
    ValidationSplit = 0.2f,
    Verbose = Verbosity.Silent,
    Callbacks = [new EarlyStopping { Monitor = "val_loss", Patience = 20, RestoreBestWeights = true }],
});

Evaluation result = model.Evaluate(x[trained..], y[trained..], verbose: Verbosity.Silent);
Console.WriteLine($"{history["loss"].Count} epochs; accuracy on {x.Length - trained} rows kept apart: {result["accuracy"]:P1}");
model.Save("classifier.keras");

static (float[][] Rows, int[] Labels) Read(string path)
{
    string[][] lines = [.. File.ReadLines(path).Where(l => l.Length > 0).Select(l => l.Split(','))];
    if (!float.TryParse(lines[0][0], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        lines = lines[1..];
    return (
        [.. lines.Select(l => l[..^1].Select(n => float.Parse(n, CultureInfo.InvariantCulture)).ToArray())],
        [.. lines.Select(l => int.Parse(l[^1], CultureInfo.InvariantCulture))]);
}

// Arms of a spiral, one of each class, that no straight line divides.
static (float[][] Rows, int[] Labels) Spirals(int classes, int rowsOfEach)
{
    Random random = new(1);
    var points = from label in Enumerable.Range(0, classes)
                 from i in Enumerable.Range(0, rowsOfEach)
                 let radius = (float)i / rowsOfEach
                 let angle = (radius * 4) + (label * 2 * MathF.PI / classes) + ((random.NextSingle() - 0.5f) * 0.4f)
                 select (Row: new[] { radius * MathF.Cos(angle), radius * MathF.Sin(angle) }, Label: label);
    return ([.. points.Select(p => p.Row)], [.. points.Select(p => p.Label)]);
}
