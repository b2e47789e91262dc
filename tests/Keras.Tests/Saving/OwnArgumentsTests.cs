using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>
/// A custom class's registered reader reads the arguments of that class only; the base class's arguments are read for it.
/// </summary>
public sealed class OwnArgumentsTests
{
    [Fact]
    public void Of_layers()
    {
        CustomObjects.RegisterLayer("OwnLayer", c => new OwnLayer(c.GetDouble("own")));
        using Sequential model = new(
            new OwnLayer(3)
            {
                InputShape = [4],
                Name = "first",
                Trainable = false,
                DTypePolicy = "mixed_bfloat16",
                ActivityRegularizer = new Keras.Regularizers.L2(0.5),
            });
        OwnLayer again = Assert.IsType<OwnLayer>(Through(model).Layers[0]);
        Assert.Equal((3, "first", false, "mixed_bfloat16"), (again.Own, again.Name, again.Trainable, again.DTypePolicy.Name));
        Assert.Equal(0.5, Assert.IsType<Keras.Regularizers.L2>(again.ActivityRegularizer).Factor);
    }

    [Fact]
    public void Of_layers_that_derive_from_one_with_arguments()
    {
        CustomObjects.RegisterLayer(
            "OwnEmbedding", c => new OwnEmbedding(c.GetInt("input_dim"), c.GetInt("output_dim"), c.GetDouble("own")));
        using Sequential model = new(new OwnEmbedding(5, 2, 3) { InputShape = [4] });
        Assert.Equal(3, Assert.IsType<OwnEmbedding>(Through(model).Layers[0]).Own);

        // An argument of the base that is not what the new object has would be lost.
        using Sequential masked = new(new OwnEmbedding(5, 2, 3) { InputShape = [4], MaskZero = true });
        ConfigException error = Assert.Throws<ConfigException>(() => Model.FromJson(masked.ToJson()));
        Assert.Contains("OwnEmbedding: the object made has other values of 'mask_zero'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_cells_and_models()
    {
        CustomObjects.RegisterLayer("OwnCell", c => new OwnCell(c.GetInt("own")));
        CustomObjects.RegisterLayer("OwnModel", c => new OwnModel(c.GetInt("own")));
        using Sequential recurrent = new(new RNN(new OwnCell(3) { Name = "inside" }) { InputShape = [4, 3] });
        OwnCell cell = Assert.IsType<OwnCell>(Assert.IsType<RNN>(Through(recurrent).Layers[0]).Cell);
        Assert.Equal((3, "inside"), (cell.Own, cell.Name));

        using OwnModel model = new(2) { Name = "owned" };
        using (model.Predict(Toy.Rows(3, 4)))
        {
        }

        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model read = Model.Load(path.Value);
        Assert.Equal((2, "owned"), (Assert.IsType<OwnModel>(read).Own, read.Name));
        Assert.Equal(Toy.Values(model), Toy.Values(read));
    }

    [Fact]
    public void Of_initializers_regularizers_constraints_and_activations()
    {
        CustomObjects.RegisterInitializer("OwnInitializer", c => new OwnInitializer(c.GetDouble("own")));
        CustomObjects.RegisterRegularizer("OwnRegularizer", c => new OwnRegularizer(c.GetDouble("own")));
        CustomObjects.RegisterConstraint("OwnConstraint", c => new OwnConstraint(c.GetDouble("own")));
        CustomObjects.RegisterActivation(new("own_activation", x => x * 3));
        using Sequential model = new(new Dense(2, new ActivationFunction("own_activation", x => x * 3))
        {
            InputShape = [4],
            KernelInitializer = new OwnInitializer(3),
            KernelRegularizer = new OwnRegularizer(4),
            KernelConstraint = new OwnConstraint(5),
        });
        Dense again = Assert.IsType<Dense>(Through(model).Layers[0]);
        Assert.Equal(3, Assert.IsType<OwnInitializer>(again.KernelInitializer).Own);
        Assert.Equal(4, Assert.IsType<OwnRegularizer>(again.KernelRegularizer).Own);
        Assert.Equal(5, Assert.IsType<OwnConstraint>(again.KernelConstraint).Own);
        Assert.Equal("own_activation", again.Activation.Name);
        RoundTripTests.AssertSame(model, Through(model));
    }

    [Fact]
    public void Of_optimizers_losses_metrics_and_schedules()
    {
        CustomObjects.RegisterOptimizer("OwnOptimizer", c => new OwnOptimizer(c.GetDouble("own")));
        CustomObjects.RegisterLoss("OwnLoss", c => new OwnLoss(c.GetDouble("own")));
        CustomObjects.RegisterMetric("OwnMetric", c => new OwnMetric(c.GetDouble("own")));
        CustomObjects.RegisterMetric("OwnMean", c => new OwnMean(c.GetDouble("own")));
        CustomObjects.RegisterSchedule("OwnSchedule", c => new OwnSchedule(c.GetDouble("own")));
        using Sequential model = new(new Dense(2) { InputShape = [4] });
        OwnOptimizer optimizer = new(2)
        {
            LearningRateSchedule = new OwnSchedule(0.25),
            ClipNorm = 1,
            WeightDecay = 0.01,
            UseEma = true,
            EmaMomentum = 0.9,
            GradientAccumulationSteps = 2,
        };
        model.Compile(optimizer, new OwnLoss(3, Reduction.Sum), [new OwnMetric(4, "named") { DType = DType.Float64 }, new OwnMean(5)]);
        model.Fit(Toy.Rows(8, 4), Toy.Rows(8, 2), Toy.Silent());
        Model again = Through(model);
        OwnOptimizer read = Assert.IsType<OwnOptimizer>(again.Optimizer);
        Assert.Equal((2, 1, 0.01, true, 0.9, 2),
            (read.Own, read.ClipNorm, read.WeightDecay, read.UseEma, read.EmaMomentum, read.GradientAccumulationSteps));
        Assert.Equal(0.25, Assert.IsType<OwnSchedule>(read.LearningRateSchedule).Own);
        OwnLoss loss = Assert.IsType<OwnLoss>(again.Loss);
        Assert.Equal((3, Reduction.Sum), (loss.Own, loss.Reduction));
        History history = again.Fit(Toy.Rows(8, 4), Toy.Rows(8, 2), Toy.Silent());
        Assert.Equal(["loss", "named", "own_mean"], history.Keys);
    }

    [Fact]
    public void Of_an_optimizer_that_derives_from_Adam()
    {
        CustomObjects.RegisterOptimizer("OwnAdam", c => new OwnAdam(c.GetDouble("own")));
        using Sequential model = new(new Dense(2) { InputShape = [4] });
        model.Compile(new OwnAdam(2) { LearningRate = 0.5 }, "mse");
        model.Fit(Toy.Rows(8, 4), Toy.Rows(8, 2), Toy.Silent());
        OwnAdam read = Assert.IsType<OwnAdam>(Through(model).Optimizer);
        Assert.Equal((2, 0.5), (read.Own, read.LearningRate));
    }

    [Fact]
    public void What_nobody_reads_is_told()
    {
        CustomObjects.RegisterLoss("OwnForgetful", _ => new OwnForgetful());
        using Sequential model = new(new Dense(2) { InputShape = [4] });
        model.Compile("sgd", new OwnForgetful { Own = 3 });
        string json = model.ToJson();
        Assert.Contains("other values of 'own'", Assert.Throws<ConfigException>(() => Model.FromJson(json)).Message,
            StringComparison.Ordinal);
        string added = json.Replace("\"own\":", "\"unknown\":", StringComparison.Ordinal);
        Assert.Contains("OwnForgetful has no argument 'unknown'", Assert.Throws<ConfigException>(() => Model.FromJson(added)).Message,
            StringComparison.Ordinal);
    }

    private static Model Through(Model model)
    {
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        return Model.Load(path.Value);
    }

    private sealed class OwnLayer(double own) : Layer
    {
        public double Own => own;

        protected override Symbol Call(Symbol x, CallContext context) => x * own;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnEmbedding(int inputs, int outputs, double own) : Embedding(inputs, outputs)
    {
        public double Own => own;

        public override string? Module => null;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnCell(int own) : RNNCell
    {
        public int Own => own;

        public override IReadOnlyList<Shape> StateShapes => [[own]];

        protected override (Symbol Output, IReadOnlyList<Symbol> States) Step(
            Symbol x, IReadOnlyList<Symbol> states, CallContext context) =>
            (x + states[0], [x + states[0]]);

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnModel : Model
    {
        private readonly Dense dense;

        public OwnModel(int own) => (Own, dense) = (own, AddLayer(new Dense(own) { Name = "inner" }));

        public int Own { get; }

        protected override Symbol Call(Symbol x, CallContext context) => dense.Apply(x, context);

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", Own);
        }
    }

    private sealed class OwnInitializer(double own) : Initializer
    {
        public double Own => own;

        protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => random.Uniform(shape, 0, own, dtype);

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnRegularizer(double own) : Regularizer
    {
        public double Own => own;

        protected override Symbol Call(Symbol weight) => Ops.Sum(weight) * own;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnConstraint(double own) : Constraint
    {
        public double Own => own;

        protected override Symbol Call(Symbol weight) => Ops.Minimum(weight, own);

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnOptimizer(double own) : Optimizer(0.01)
    {
        public double Own => own;

        protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate) => weight.Assign(weight - (gradient * rate * own));

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnAdam(double own) : Adam
    {
        public double Own => own;

        public override string? Module => null;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnLoss(double own, Reduction reduction = Reduction.SumOverBatchSize) : Loss(null, reduction)
    {
        public double Own => own;

        protected override Symbol Call(Symbol yTrue, Symbol yPred) => Ops.Mean(Ops.Abs(yTrue - yPred), axis: -1) * own;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnForgetful : Loss
    {
        public double Own { get; init; }

        protected override Symbol Call(Symbol yTrue, Symbol yPred) => Ops.Mean(Ops.Abs(yTrue - yPred), axis: -1);

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", Own);
        }
    }

    private sealed class OwnMetric : Metric
    {
        private readonly double own;
        private readonly Weight total;

        public OwnMetric(double own, string? name = null)
            : base(name)
        {
            this.own = own;
            total = AddWeight("total");
        }

        protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight) =>
            total.Assign(total + (Ops.Sum(Ops.Abs(yTrue - yPred)) * own).Cast(total.DType));

        protected internal override Symbol Result() => total;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnMean(double own) : Keras.Metrics.MeanMetricWrapper
    {
        protected override Symbol Call(Symbol yTrue, Symbol yPred) => Ops.Mean(Ops.Abs(yTrue - yPred), axis: -1) * own;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }

    private sealed class OwnSchedule(double own) : LearningRateSchedule("own")
    {
        public double Own => own;

        protected override Symbol Call(Symbol step) => (step.Cast(DType.Float32) * 0f) + own;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("own", own);
        }
    }
}
