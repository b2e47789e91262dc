// Classifies sounds of four kinds. The model takes half a second of samples; MelSpectrogram computes their spectrogram, which a small
// convolutional network classifies.
//   dotnet run -c Release --project examples/AudioKeywords [-- EPOCHS [SOUNDS]]
using System.Globalization;
using Examples;
using Keras.Layers;
using Keras;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
var parsed = ExampleCommand.Parse(args, "Classifies sounds of four kinds.",
    ExampleCommand.Integer("epochs", 8, "Passes over the training data."),
    ExampleCommand.Integer("sounds", 2_000, "Sounds to train on."));
int epochs = parsed.GetValue<int>("epochs"), count = parsed.GetValue<int>("sounds");
const int Rate = 8_000, Length = 4_000; // Samples per second, samples per sound.
string[] names = ["rising", "falling", "double", "trill"];
Runtime.Seed = 42;

(float[,] train, int[] labels) = Sounds(count, seed: 1);
(float[,] test, int[] testLabels) = Sounds(1_000, seed: 2);

using Sequential model = new(
    new MelSpectrogram(fftLength: 256, sequenceStride: 128, numMelBins: 32, samplingRate: Rate, minFreq: 100) { InputShape = [Length] },
    new Rescaling(1 / 40.0),
    new Reshape([32, -1, 1]),
    new Conv2D(16, 3, "relu"), new MaxPooling2D(),
    new Conv2D(32, 3, "relu"), new GlobalMaxPooling2D(),
    new Dense(4, "softmax"));
model.Compile(new Keras.Optimizers.Adam(0.003), "sparse_categorical_crossentropy", ["accuracy"]);
model.Fit(train, labels, epochs: epochs, batchSize: 32, verbose: Verbosity.Silent);
double accuracy = model.Evaluate(test, testLabels, batchSize: 250, verbose: Verbosity.Silent)["accuracy"];
Console.WriteLine($"{count} sounds of {Length} samples, {epochs} epochs: test accuracy {accuracy:P1}");

using Tensor predictions = model.Predict(test);
int[] predicted = predictions.ArgMax(axis: -1).ToArray<int>();
for (int label = 0; label < names.Length; label++)
{
    int[] rows = [.. Enumerable.Range(0, testLabels.Length).Where(i => testLabels[i] == label)];
    Console.WriteLine($"  {names[label]}: {(double)rows.Count(i => predicted[i] == label) / rows.Length:P1}");
}

// Sounds of any pitch that begin anywhere, in noise louder than they are.
static (float[,] Samples, int[] Labels) Sounds(int count, int seed)
{
    Random random = new(seed);
    float[,] samples = new float[count, Length];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++)
    {
        labels[i] = random.Next(4);
        double pitch = 400 * Math.Pow(4, random.NextDouble()), phase = 0;
        int begin = random.Next(Length / 3), duration = random.Next(Length / 3, Length * 2 / 3);
        for (int t = 0; t < Length; t++)
        {
            double at = (double)(t - begin) / duration; // From 0 to 1 during the sound.
            bool isHeard = at is >= 0 and < 1 && (labels[i] != 2 || at is < 0.35 or > 0.65);
            double frequency = labels[i] switch
            {
                0 => pitch * Math.Pow(2, at),
                1 => pitch * Math.Pow(2, 1 - at),
                2 => pitch * 1.5,
                _ => pitch * (1.5 + (0.3 * Math.Sin(2 * Math.PI * 6 * at))),
            };
            phase += 2 * Math.PI * frequency / Rate;
            samples[i, t] = (float)((isHeard ? Math.Sin(phase) : 0) + (2.5 * ((random.NextDouble() * 2) - 1)));
        }
    }

    return (samples, labels);
}
