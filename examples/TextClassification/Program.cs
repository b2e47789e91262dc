// Text classification: is a review positive? The model takes strings; a TextVectorization that has learned its vocabulary encodes them as
// token indices, and a convolution over neighbouring words learns that "not good" is not "good".
//   dotnet run -c Release --project examples/TextClassification [-- EPOCHS [REVIEWS]]
using System.Globalization;
using Examples;
using Keras.Layers;
using Keras;
using TensorFlow;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
var parsed = ExampleCommand.Parse(
    args,
    "Text classification: is a review positive? The model takes strings.",
    ExampleCommand.Integer("epochs", 5, "Passes over the training data."),
    ExampleCommand.Integer("reviews", 8_000, "Reviews to train on."));
int epochs = parsed.GetValue<int>("epochs"), count = parsed.GetValue<int>("reviews");
Runtime.Seed = 42;

(string[] train, float[] labels) = Reviews(count, seed: 1);
(string[] test, float[] testLabels) = Reviews(2_000, seed: 2);

Console.WriteLine($"mean of all words: test accuracy {TrainAndEvaluate(new GlobalAveragePooling1D()):P1}");
Console.WriteLine($"three words at a time: test accuracy {TrainAndEvaluate(new Conv1D(32, 3, "relu"), new GlobalMaxPooling1D()):P1}");

double TrainAndEvaluate(params Layer[] layers)
{
    TextVectorization vectorization = new(maxTokens: 1_000, outputSequenceLength: 24);
    vectorization.Adapt(train);
    string words = string.Join(", ", vectorization.GetVocabulary(includeSpecialTokens: false).Take(5));
    Console.WriteLine($"{train.Length} reviews, {vectorization.VocabularySize} words: {words}, …");
    using Sequential model = new(
    [
        new InputLayer([1], dtype: DType.String), vectorization, new Embedding(vectorization.VocabularySize, 16), .. layers,
        new Dense(1, "sigmoid"),
    ]);
    model.Compile(new Keras.Optimizers.Adam(0.01), "binary_crossentropy", ["accuracy"]);
    model.Fit(train, labels, epochs: epochs, batchSize: 64, verbose: Verbosity.Silent);
    string[] sentences = ["the food was not good at all", "not bad, really a lovely evening"];
    using Tensor predictions = model.Predict(sentences);
    foreach ((string text, float probability) in sentences.Zip(predictions.ToArray<float>()))
        Console.WriteLine($"  {probability:P0} positive: {text}");
    return model.Evaluate(test, testLabels, batchSize: 500, verbose: Verbosity.Silent)["accuracy"];
}

// Reviews of a restaurant: a few remarks, some of them negated, among sentences that carry no sentiment.
static (string[] Texts, float[] Labels) Reviews(int count, int seed)
{
    Random random = new(seed);
    string[] positive = ["good", "lovely", "excellent", "friendly", "fresh"], negative = ["bad", "awful", "stale", "rude", "slow"];
    string[] things = ["the food", "the soup", "the service", "our waiter", "the evening", "the wine"];
    string[] verbs = ["was", "seemed", "is always"];
    string[] fillers = ["we came on a Sunday", "it rained", "my aunt paid", "the place has two rooms", "we had booked"];
    string[] texts = new string[count];
    float[] labels = new float[count];
    for (int i = 0; i < count; i++)
    {
        bool isPositive = random.Next(2) == 0;
        labels[i] = isPositive ? 1 : 0;
        string[] remarks = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Remark(isPositive)), Pick(fillers)];
        random.Shuffle(remarks);
        texts[i] = string.Join(". ", remarks) + "!";
    }

    return (texts, labels);

    string Remark(bool isPositive)
    {
        bool isNegated = random.Next(2) == 0;
        return $"{Pick(things)} {Pick(verbs)} {(isNegated ? "not " : "")}{Pick(isPositive != isNegated ? positive : negative)}";
    }

    string Pick(string[] words) => words[random.Next(words.Length)];
}
