// Tabular data: will a kiosk sell out today? A FeatureSpace encodes numbers, categories and strings, with a cross of city and weather, for
// a linear model.
//   dotnet run -c Release --project examples/Tabular [-- EPOCHS [ROWS]]
using System.Globalization;
using Examples;
using Keras.Layers;
using Keras;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
var parsed = ExampleCommand.Parse(
    args,
    "Tabular data: a FeatureSpace encodes numbers, categories and strings for a linear model.",
    ExampleCommand.Integer("epochs", 20, "Passes over the training data."),
    ExampleCommand.Integer("days", 20_000, "Days to train on."));
int epochs = parsed.GetValue<int>("epochs"), count = parsed.GetValue<int>("days");
Runtime.Seed = 42;

(Data train, float[] labels) = Days(count, seed: 1);
(Data test, float[] testLabels) = Days(5_000, seed: 2);

double withCross = TrainAndEvaluate([("city", "weather")]), without = TrainAndEvaluate([]);
Console.WriteLine($"the more frequent class alone: {Math.Max(testLabels.Average(), 1 - testLabels.Average()):P1}");
Console.WriteLine($"columns by themselves: test accuracy {without:P1}");
Console.WriteLine($"with the cross of city and weather: test accuracy {withCross:P1}");

double TrainAndEvaluate(FeatureCross[] crosses)
{
    using FeatureSpace space = new(
        new()
        {
            ["temperature"] = "float_normalized",
            ["price"] = FeatureSpace.FloatDiscretized(numBins: 8),
            ["weekday"] = "integer_categorical",
            ["city"] = FeatureSpace.StringCategorical(maxTokens: 10),
            ["weather"] = "string_categorical",
            ["street"] = FeatureSpace.StringHashed(numBins: 32),
        },
        crosses: crosses, crossingDim: 64);
    space.Adapt(train);

    // The inputs of the model are the columns. A linear model shows best what its features are worth.
    KerasTensor output = new Dense(1, "sigmoid").Apply(space.GetEncodedFeatures().Value!);
    using Model model = new(space.GetInputs(), output);
    model.Compile(new Keras.Optimizers.Adam(0.01), "binary_crossentropy", ["accuracy"]);
    model.Fit(train, labels, epochs: epochs, batchSize: 256, verbose: Verbosity.Silent);
    return model.Evaluate(test, testLabels, batchSize: 1000, verbose: Verbosity.Silent)["accuracy"];
}

// Days of a kiosk by the sea, where sun brings customers, or in town, where rain does; with weekends, a price and a little luck.
static (Data Columns, float[] Sold) Days(int count, int seed)
{
    Random random = new(seed);
    string[] cities = ["Hamburg", "Nice", "Oslo", "Porto"], weathers = ["sun", "clouds", "rain"];
    float[] temperature = new float[count], price = new float[count], sold = new float[count];
    int[] weekday = new int[count];
    string[] city = new string[count], weather = new string[count], street = new string[count];
    for (int i = 0; i < count; i++)
    {
        (temperature[i], price[i]) = (random.Next(0, 350) / 10f, random.Next(100, 500) / 100f);
        (weekday[i], city[i], weather[i]) = (random.Next(1, 8), cities[random.Next(4)], weathers[random.Next(3)]);
        street[i] = $"Street {random.Next(200)}";
        bool isAtTheSea = city[i] is "Nice" or "Porto";
        double custom = weather[i] switch { "sun" => 2, "rain" => -2, _ => 0 } * (isAtTheSea ? 1 : -1);
        double score = custom + ((temperature[i] - 18) / 10) + (weekday[i] >= 6 ? 1 : 0) - Math.Abs(price[i] - 2.5);
        sold[i] = score + random.NextDouble() - 0.5 > 0 ? 1 : 0;
    }

    return (
        new()
        {
            ["temperature"] = temperature,
            ["price"] = price,
            ["weekday"] = weekday,
            ["city"] = city,
            ["weather"] = weather,
            ["street"] = street,
        }, sold);
}
