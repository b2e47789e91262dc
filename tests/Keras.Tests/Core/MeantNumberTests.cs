using System.Reflection;
using Keras.Core;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Support;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Core;

/// <summary>
/// C# widens <c>0.3f</c> to 0.30000001192 on its way to a double. Every number that the library takes means the decimal fraction that was
/// written; the numbers are found by reflection, so that a new one is looked at too.
/// </summary>
public sealed class MeantNumberTests
{
    private const double Given = 0.3f;
    private const double Meant = 0.3;
    private const double Other = 0.7;

    // Numbers of files, kept as they were read, and numbers that were measured or computed.
    private static readonly string[] NotOptions = ["Config", "Logs", "ImageNetPrediction"];

    // A value to compare with, and one to fill in.
    private static readonly string[] TakesAnyNumber = ["Masking", "Constant", "Resizing"];

    private static IEnumerable<Type> Types => typeof(Model).Assembly.GetExportedTypes()
        .Where(t => t is { IsAbstract: false, IsEnum: false } && !NotOptions.Contains(t.Name) && !t.Name.StartsWith('<'));

    public static TheoryData<string, string> Arguments
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (Type type in Types)
            {
                foreach (ConstructorInfo constructor in type.GetConstructors())
                {
                    foreach (ParameterInfo parameter in constructor.GetParameters().Where(p => IsNumber(p.ParameterType)))
                        data.Add($"{type.FullName} {constructor}", parameter.Name!);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, string> Properties
    {
        get
        {
            TheoryData<string, string> data = [];
            // What a base class has is tried on the first of its kinds.
            HashSet<(Type?, string)> seen = [];
            foreach (Type type in Types.Where(t => t != typeof(TrainingProgress)))
            {
                foreach (PropertyInfo property in type.GetProperties()
                    .Where(p => IsNumber(p.PropertyType) && p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0))
                {
                    if (seen.Add((property.DeclaringType, property.Name)))
                        data.Add(type.FullName!, property.Name);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, string> Functions
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (MethodInfo method in typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(IsTried))
            {
                foreach (ParameterInfo parameter in method.GetParameters().Where(p => IsNumber(p.ParameterType)))
                    data.Add(method.ToString()!, parameter.Name!);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Arguments))]
    public void A_constructor_takes_the_number_that_was_written(string signature, string parameter)
    {
        ConstructorInfo constructor = Types.SelectMany(t => t.GetConstructors().Where(c => $"{t.FullName} {c}" == signature)).Single();
        double[] given = Numbers(Make(constructor, parameter, Given)), meant = Numbers(Make(constructor, parameter, Meant));
        Assert.Equal(meant, given);
        Assert.NotEqual(Numbers(Make(constructor, parameter, Other)), given);
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_property_takes_the_number_that_was_written(string typeName, string name)
    {
        Type type = Types.Single(t => t.FullName == typeName);
        ConstructorInfo constructor = type.GetConstructors().OrderBy(c => c.GetParameters().Length).First();
        object owner = Make(constructor, null, Other);
        PropertyInfo property = type.GetProperty(name)!;
        bool isList = property.PropertyType == typeof(IReadOnlyList<double>);
        property.SetValue(owner, isList ? new[] { Given } : Given);
        Assert.Equal(isList ? new[] { Meant } : (object)Meant, property.GetValue(owner));
        (owner as IDisposable)?.Dispose();
    }

    /// <summary>Keras takes it, and every weight becomes NaN in the first step.</summary>
    [Theory]
    [MemberData(nameof(Arguments))]
    public void A_constructor_takes_no_NaN(string signature, string parameter)
    {
        ConstructorInfo constructor = Types.SelectMany(t => t.GetConstructors().Where(c => $"{t.FullName} {c}" == signature)).Single();
        if (!TakesAnyNumber.Contains(constructor.DeclaringType!.Name))
            AssertTold(() => Make(constructor, parameter, double.NaN));
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_property_takes_no_NaN(string typeName, string name)
    {
        Type type = Types.Single(t => t.FullName == typeName);
        object owner = Make(type.GetConstructors().OrderBy(c => c.GetParameters().Length).First(), null, Other);
        PropertyInfo property = type.GetProperty(name)!;
        object wrong = property.PropertyType == typeof(IReadOnlyList<double>) ? new[] { double.NaN } : double.NaN;
        // The options of a run are checked when it begins.
        if (owner is FitOptions)
            property.SetValue(owner, wrong);
        else
            AssertTold(() => property.SetValue(owner, wrong));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_takes_the_number_that_was_written(string signature, string parameter)
    {
        MethodInfo method = typeof(Ops).GetMethods().Single(m => m.ToString() == signature);
        double[] given = Run(Given), meant = Run(Meant);
        Assert.Equal(meant, given);
        Assert.NotEqual(Run(Other), given);

        double[] Run(double number)
        {
            using Tensor input = Tensor.Create<double>([-5, -0.6, -0.2, 0.1, 0.3, 0.5, 8]);
            using Tensor output = Evaluate.On(input, x => (Symbol)method.Invoke(null, [.. method.GetParameters().Select(p =>
                p.ParameterType == typeof(Symbol) ? x : p.Name == parameter ? number : p.HasDefaultValue ? p.DefaultValue : 0.25)])!);
            using Tensor numbers = output.Cast(DType.Float64);
            return numbers.ToArray<double>();
        }
    }

    [Fact]
    public void Methods_that_take_numbers_are_these()
    {
        string[] methods = [.. Types.Where(t => t != typeof(Ops))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => !m.IsSpecialName && m.GetParameters().Any(p => IsNumber(p.ParameterType)))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}")
            // Positions of columns are rounded to characters.
            .Where(name => name is not ("Model.Summary" or "Model.SummaryText")).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["FeatureSpace.FloatRescaled", "Model.Fit", "RandomSource.Beta", "RandomSource.Dropout", "RandomSource.Gamma",
                "RandomSource.Normal", "RandomSource.TruncatedNormal", "RandomSource.Uniform", "SplitSize.FromDouble",
                "TextVectorization.SetVocabulary"],
            methods);
    }

    [Fact]
    public void Weights_of_losses_take_the_numbers_that_were_written()
    {
        OutputLossWeights named = new() { ["a"] = 0.3f }, one = 0.3f, list = [0.3f, 0.3f];
        Assert.All([.. named.Items, .. one.Items, .. list.Items], number => Assert.Equal(Meant, number));
    }

    [Fact]
    public void A_fraction_of_a_dataset_is_the_number_that_was_written() => Assert.Equal((SplitSize)0.3, (SplitSize)0.3f);

    [Fact]
    public void A_scale_of_a_feature_is_the_number_that_was_written()
    {
        Config config = FeatureSpace.FloatRescaled(0.3f, 0.3f).Preprocessor.GetConfig();
        Assert.Equal((Meant, Meant), (config.GetDouble("scale"), config.GetDouble("offset")));
    }

    [Fact]
    public void Low_rank_adaptation_takes_the_number_that_was_written()
    {
        using Sequential model = new(new Dense(2) { InputShape = [3] });
        Dense dense = (Dense)model.Layers[0];
        dense.EnableLora(1, 0.3f);
        Assert.Equal(Meant, dense.LoraAlpha);
    }

    [Fact]
    public void Random_numbers_take_the_numbers_that_were_written()
    {
        foreach (Func<RandomSource, double, Symbol> draw in (Func<RandomSource, double, Symbol>[])
        [
            (r, n) => r.Gamma([4], n, DType.Float64),
            (r, n) => r.Beta([4], n, 2, DType.Float64), (r, n) => r.Beta([4], 2, n, DType.Float64),
            (r, n) => r.Dropout(RawOps.OnesLike(r.Uniform([4], dtype: DType.Float64)), n),
            (r, n) => r.Normal([4], n, 1, DType.Float64), (r, n) =>
                r.Normal([4], 0, n, DType.Float64), (r, n) => r.TruncatedNormal([4], n, 1, DType.Float64),
            (r, n) => r.TruncatedNormal([4], 0, n, DType.Float64), (r, n) =>
                r.Uniform([4], n, 1, DType.Float64), (r, n) => r.Uniform([4], 0, n, DType.Float64),
        ])
        {
            Assert.Equal(Draw(draw, Meant), Draw(draw, Given));
        }

        static double[] Draw(Func<RandomSource, double, Symbol> draw, double number)
        {
            using Tensor seed = Tensor.Create<long>([7, 0]);
            using Tensor drawn = Evaluate.On(seed, s => draw(new RandomSource(s), number));
            return drawn.ToArray<double>();
        }
    }

    [Fact]
    public void A_tenth_of_ten_rows_is_one()
    {
        using Sequential model = Toy.Linear();
        int rows = 0;
        model.Fit(Toy.X, Toy.Y, validationSplit: 0.1f, batchSize: 1, verbose: Verbosity.Silent,
            callbacks: [Callback.OnTrainBatchEnd((batch, _) => rows = batch + 1)]);
        Assert.Equal(9, rows);
    }

    [Theory]
    [InlineData(0.1f, 0.1)]
    [InlineData(-0.8f, -0.8)]
    [InlineData(1e-7f, 1e-7)]
    [InlineData(0.005f, 0.005)]
    [InlineData(0.1, 0.1)]
    [InlineData(0.5f, 0.5)]
    [InlineData(3, 3)]
    [InlineData(5.9604644775390625E-08, 5.9604644775390625E-08)] // 2⁻²⁴
    [InlineData(0.0001220703125, 0.0001220703125)] // 2⁻¹³
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    public void A_float_means_its_shortest_decimal_fraction(double given, double meant) => Assert.Equal(meant, Hyperparameter.Meant(given));

    // Eager forms run the symbolic ones. The sample shows nothing of functions of matrices and attention, and of numbers that only odd
    // elements meet.
    private static bool IsTried(MethodInfo method) =>
        method.ReturnType == typeof(Symbol)
        && method.GetParameters().All(p => p.HasDefaultValue || p.ParameterType == typeof(Symbol) || IsNumber(p.ParameterType))
        && !FunctionsOfOtherInputs.Contains(method.Name);

    private static string[] FunctionsOfOtherInputs =>
        ["AllClose", "DotProductAttention", "IsClose", "Lstsq", "MatrixRank", "Max", "Min", "NanToNum", "Normalize", "Pinv", "Psnr"];

    private static bool IsNumber(Type type) =>
        type == typeof(double) || type == typeof(double?) || type == typeof(float) || type == typeof(float?)
            || type == typeof(IReadOnlyList<double>) || type == typeof(IReadOnlyList<float>);

    private static void AssertTold(Action action) => Assert.Contains(
        "NaN",
        Assert.IsType<ArgumentOutOfRangeException>(Assert.Throws<TargetInvocationException>(action).InnerException).Message,
        StringComparison.Ordinal);

    private static object Make(ConstructorInfo constructor, string? parameter, double number)
    {
        try
        {
            return constructor.Invoke([.. constructor.GetParameters().Select(p => Argument(p, parameter, number))]);
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentOutOfRangeException && number > 0)
        {
            // Some numbers must be below 0, or below another's default.
            return Make(constructor, parameter, -number);
        }
    }

    private static object? Argument(ParameterInfo parameter, string? chosen, double number)
    {
        if (parameter.ParameterType == typeof(IReadOnlyList<double>) && (parameter.Name == chosen || !parameter.HasDefaultValue))
            return parameter.Name == "values" ? new[] { 0.01, parameter.Name == chosen ? number : 0.25 }
                : new[] { parameter.Name == chosen ? number : 0.25 };
        if (parameter.Name == chosen)
            return number;
        if (parameter.HasDefaultValue)
            return parameter.Name switch
            {
                "multiLabel" => chosen == "labelWeights",
                "numBins" => 3,
                _ => parameter.DefaultValue,
            };
        return parameter.ParameterType switch
        {
            Type t when t == typeof(double) => parameter.Name!.StartsWith("max", StringComparison.Ordinal) ? 0.9 : 0.1,
            Type t when t == typeof(int) => 2,
            Type t when t == typeof(string) => parameter.Name == "equation" ? "ab,bc->ac" : "some",
            Type t when t == typeof(Shape) => Shape.Create(2),
            Type t when t == typeof(SpatialSizes) => (SpatialSizes)2,
            Type t when t == typeof(Optimizer) => new SGD(),
            Type t when t == typeof(LearningRateSchedule) => new Keras.Optimizers.Schedules.ExponentialDecay(0.1, 10, 0.5),
            Type t when t == typeof(IReadOnlyList<int>) => new[] { 0 },
            _ => null,
        };
    }

    /// <summary>All numbers that an object shows.</summary>
    private static double[] Numbers(object owner)
    {
        List<double> numbers = [];
        foreach (PropertyInfo property in owner.GetType().GetProperties().Where(p => IsNumber(p.PropertyType)))
        {
            switch (property.GetValue(owner))
            {
                case double number: numbers.Add(number); break;
                case IEnumerable<double> list: numbers.AddRange(list); break;
                default: break;
            }
        }

        (owner as IDisposable)?.Dispose();
        return [.. numbers];
    }
}
