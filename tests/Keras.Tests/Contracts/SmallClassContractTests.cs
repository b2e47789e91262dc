using Keras.Constraints;
using Keras.Core;
using Keras.Initializers;
using Keras.Optimizers.Schedules;
using Keras.Regularizers;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Contracts;

/// <summary>What holds for every initializer, constraint, regularizer, schedule and activation of the registries.</summary>
public sealed class SmallClassContractTests
{
    public static TheoryData<string> Initializers => [.. InitializerRegistry.Instance.ClassNames];

    public static TheoryData<string> Constraints => [.. ConstraintRegistry.Instance.ClassNames];

    public static TheoryData<string> Regularizers => [.. RegularizerRegistry.Instance.ClassNames];

    public static TheoryData<string> Schedules => [.. ScheduleRegistry.Instance.ClassNames];

    // threshold has no defaults.
    public static TheoryData<string> ActivationNames => [.. ActivationRegistry.Instance.ClassNames.Except(["threshold"])];

    [Theory]
    [MemberData(nameof(Initializers))]
    public void An_initializer_gives_finite_numbers_of_the_shape(string name)
    {
        Initializer initializer = Samples.Create(InitializerRegistry.Instance, "initializers", name);
        Shape shape = name.StartsWith("STFT", StringComparison.Ordinal) ? [8, 1, 5]
            : name.StartsWith("Identity", StringComparison.Ordinal) ? [4, 4] : [3, 3, 4, 4];
        using Tensor values = initializer.Create(shape);
        Assert.Equal(shape, values.Shape);
        Assert.Equal(DType.Float32, values.DType);
        Assert.All(values.ToArray<float>(), v => Assert.True(float.IsFinite(v)));
        AssertConfig(initializer, InitializerRegistry.Instance);
    }

    [Theory]
    [MemberData(nameof(Constraints))]
    public void A_constraint_projects(string name)
    {
        Constraint constraint = Samples.Create(ConstraintRegistry.Instance, "constraints", name);
        AssertSame([4, 3], constraint.Apply, shape: [4, 3]);
        AssertConfig(constraint, ConstraintRegistry.Instance);
    }

    [Theory]
    [MemberData(nameof(Regularizers))]
    public void A_regularizer_gives_one_number(string name)
    {
        Regularizer regularizer = Samples.Create(RegularizerRegistry.Instance, "regularizers", name);
        AssertSame([4, 3], regularizer.Apply, shape: []);
        AssertConfig(regularizer, RegularizerRegistry.Instance);
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void A_schedule_gives_the_rate_of_a_step(string name)
    {
        LearningRateSchedule schedule = Samples.Create(ScheduleRegistry.Instance, "schedules", name);
        AssertSame([], x => schedule.Apply((x * 50).Cast(DType.Int64)), shape: []);
        AssertConfig(schedule, ScheduleRegistry.Instance);
    }

    [Theory]
    [MemberData(nameof(ActivationNames))]
    public void An_activation_keeps_type_and_shape(string name)
    {
        ActivationFunction activation = ActivationRegistry.Instance.FromName(name);
        AssertSame([4, 6], activation.Apply, shape: name == "glu" ? [4, 3] : [4, 6]);
        using Graph graph = new();
        foreach (DType dtype in new[] { DType.Float16, DType.BFloat16, DType.Float64 })
            Assert.Equal(dtype, activation.Apply(graph.Placeholder(dtype, [-1, 6])).DType);
    }

    private static void AssertSame(Shape input, Func<Symbol, Symbol> function, Shape shape)
    {
        using Tensor x = Samples.Numbers(input, 4);
        float[][] results = new float[2][];
        foreach (bool compile in new[] { false, true })
        {
            using StatefulFunction traced =
                StatefulFunction.Trace("contract", [TensorSpec.Of(x)], s => [function(s[0])], new FunctionOptions { Compile = compile });
            using Tensor result = traced.Run([x])[0];
            Assert.Equal(shape, result.Shape);
            Assert.Equal(DType.Float32, result.DType);
            results[compile ? 1 : 0] = result.ToArray<float>();
        }

        Assert.All(results[0], v => Assert.True(float.IsFinite(v)));
        Assert.All(results[0].Zip(results[1]), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    private static void AssertConfig<T>(T made, Registry<T> registry)
        where T : KerasObject
    {
        T again = registry.FromJson(SerializedObject.Wrap(made));
        Assert.IsType(made.GetType(), again);
        Assert.Equal(made.GetConfig().ToString(), again.GetConfig().ToString());
    }
}
