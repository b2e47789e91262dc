// Forecasts a generated time series: a trend, daily and weekly seasonality, and autocorrelated noise. The baseline is a naive forecast, the
// value of the day before.
//   dotnet run -c Release --project examples/TimeSeries [-- EPOCHS]
using System.Globalization;
using Examples;
using Keras.Callbacks;
using Keras.Layers;
using Keras;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
var parsed = ExampleCommand.Parse(
    args,
    "Forecasts a generated time series: a trend, daily and weekly seasonality, and autocorrelated noise.",
    ExampleCommand.Integer("epochs", 20, "Passes over the training data."));
int epochs = parsed.GetValue<int>("epochs");
const int hours = 24 * 7 * 20, window = 48, ahead = 6;
Runtime.Seed = 42;

float[] series = Series(hours);

// The last fifth is the test set; the mean and the standard deviation are those of the rest.
int trained = hours * 4 / 5;
float mean = series[..trained].Average(), standardDeviation = MathF.Sqrt(series[..trained].Average(v => (v - mean) * (v - mean)));
float[] scaled = [.. series.Select(v => (v - mean) / standardDeviation)];

// A sample is a window of 48 hours, its target the value 6 hours after its end.
(float[,,] x, float[] y) = Windows(scaled.AsSpan(0, trained));
(float[,,] testX, float[] testY) = Windows(scaled.AsSpan(trained));

using Sequential model = new(
    new GRU(32) { InputShape = [window, 1] },
    new Dense(16, "relu"),
    new Dense(1));
model.Compile("adam", "mse", ["mae"]);
History history = model.Fit(x, y, new FitOptions
{
    Epochs = epochs,
    BatchSize = 64,
    ValidationSplit = 0.2,
    Callbacks =
    [
        new ReduceLROnPlateau { Patience = 2, Factor = 0.5 },
        new EarlyStopping { Patience = 5, RestoreBestWeights = true },
    ],
});

Evaluation result = model.Evaluate(testX, testY, batchSize: 256);
float dayBefore = Enumerable.Range(0, testY.Length).Average(i => MathF.Abs(testX[i, window + ahead - 1 - 24, 0] - testY[i]));
Console.WriteLine(
    $"{history.Epochs.Count} epochs; mean absolute error {ahead} hours ahead: {result["mae"] * standardDeviation:F2}, "
    + $"of the naive forecast {dayBefore * standardDeviation:F2}");

static float[] Series(int hours)
{
    Random random = new(1);
    float noise = 0;
    return
    [
        .. Enumerable.Range(0, hours).Select(hour =>
        {
            noise = (0.7f * noise) + ((random.NextSingle() - 0.5f) * 2);
            float day = 8 * MathF.Sin(2 * MathF.PI * hour / 24), week = hour / 24 % 7 >= 5 ? -6 : 0;
            return 50 + (hour * 0.002f) + day + week + noise;
        }),
    ];
}

static (float[,,] X, float[] Y) Windows(ReadOnlySpan<float> series)
{
    int count = series.Length - window - ahead + 1;
    float[,,] x = new float[count, window, 1];
    float[] y = new float[count];
    for (int i = 0; i < count; i++)
    {
        for (int step = 0; step < window; step++)
            x[i, step, 0] = series[i + step];
        y[i] = series[i + window + ahead - 1];
    }

    return (x, y);
}
