using Keras.Constraints;
using Keras.Layers;
using Keras.Regularizers;
using TensorFlow;
using static Keras.Interop.Chains;

namespace Keras.Interop;

/// <summary>Functional models: several inputs and outputs, models inside of models, shared and repeated layers, operations.</summary>
internal static class WrittenModels
{
    public static IEnumerable<WrittenCase> All =>
    [
        new("graph-residual", () =>
        {
            Input x = new([6], name: "x");
            KerasTensor h = new Add().Apply(x, new Dense(6, "tanh").Apply(x));
            return new(x, Answer(new Add().Apply(h, new Dense(6, "tanh").Apply(h), x)));
        }),
        new("graph-inputs-and-outputs", () =>
        {
            Input image = new([4, 4], name: "image"), meta = new([3], name: "meta");
            KerasTensor trunk = new Dense(8, "tanh").Apply(new Concatenate().Apply(new Flatten().Apply(image), meta));
            return new([image, meta],
                [new Dense(5, "softmax") { Name = "digit" }.Apply(trunk), new Dense(1, "sigmoid") { Name = "odd" }.Apply(trunk)]);
        }),
        new("graph-dictionaries", () =>
        {
            Input wide = new([4], name: "wide"), deep = new([3], name: "deep");
            KerasTensor h = new Concatenate().Apply(wide, new Dense(5, "tanh").Apply(deep));
            return new(
                new Structure<KerasTensor> { ["wide"] = wide, ["deep"] = deep },
                new Structure<KerasTensor> { ["spread"] = new Dense(1, "softplus") { Name = "spread" }.Apply(h),
                    ["mean"] = new Dense(1) { Name = "mean" }.Apply(h) },
                "dictionaries");
        }),
        new("graph-shared", () =>
        {
            Input a = new([6], name: "a"), b = new([6], name: "b");
            Dense both = new(4, "tanh");
            return new([a, b], Answer(new Concatenate().Apply(both.Apply(a), both.Apply(b))));
        }),
        new("graph-repeated", () =>
        {
            Input x = new([5]);
            Dense again = new(5, "tanh");
            return new(x, Answer(again.Apply(again.Apply(again.Apply(x)))));
        }),
        new("graph-nested", () =>
        {
            Input x = new([4]);
            Model inner = Tower("inner", 4, 3);
            return new(x, Answer(new Subtract().Apply(inner.Apply(x), inner.Apply(new Dense(4).Apply(x)))));
        }),
        new("graph-three-levels", () =>
        {
            Input a = new([3], name: "inmost_x");
            Model inmost = new(a, new Dense(3, "tanh").Apply(a) + a, "inmost");
            Input b = new([3], name: "middle_x");
            Model middle = new(b, inmost.Apply(new Dense(3).Apply(b)) * 0.5, "middle");
            Input x = new([3]);
            return new(x, Answer(new Add().Apply(middle.Apply(x), middle.Apply(x * 0.5), x)), "outermost");
        }),
        new("graph-outputs-inside", () =>
        {
            Input a = new([4], name: "inner_x");
            KerasTensor h = new Dense(4, "tanh").Apply(a);
            Model inner = new(a, [new Dense(3).Apply(h), new Dense(2).Apply(h)], "inner");
            Input x = new([4]);
            IReadOnlyList<KerasTensor> both = inner.ApplyAll(x);
            return new(x, Answer(new Concatenate().Apply(both[1], both[0], both[1])));
        }),
        new("graph-named-inputs-inside", () =>
        {
            Input left = new([3], name: "left"), right = new([3], name: "right");
            Model inner = new(
                new Structure<KerasTensor> { ["left"] = left, ["right"] = right }, new Dense(2).Apply(new Subtract().Apply(left, right)),
                    "inner");
            Input x = new([3]);
            return new(x, Answer(inner.Apply(new Structure<KerasTensor> { ["left"] = x, ["right"] = new Dense(3).Apply(x) })));
        }),
        new("graph-sequential-inside", () =>
        {
            Input x = new([5]);
            Sequential tower = new(new Dense(4, "tanh"), new Dense(5));
            return new(x, Answer(new Maximum().Apply(tower.Apply(x), tower.Apply(x * -1.0))));
        }),
        new("graph-inside-sequential",
            () => new Sequential(new InputLayer([4]), Tower("first", 4, 6), new Dense(5, "tanh"), Tower("second", 5, 2))),
        new("graph-part", () =>
        {
            Input x = new([4]);
            KerasTensor features = new Dense(3, "tanh") { Name = "features" }.Apply(new Dense(5, "tanh").Apply(x));
            Model whole = new(x, Answer(features));
            return new(whole.Inputs[0], whole.GetLayer("features").Output);
        }),
        new("graph-clone", () =>
        {
            Model whole = Tower("whole", 4, 2);
            return whole.CloneModel();
        }),
        new("graph-siamese", () =>
        {
            Input a = new([4], name: "a"), b = new([4], name: "b");
            Model tower = Tower("tower", 4, 3);
            return new([a, b], Answer(Ops.Square(tower.Apply(a) - tower.Apply(b))));
        }),
        new("graph-operators", () =>
        {
            Input x = new([4]);
            KerasTensor h = new Dense(4).Apply(x);
            KerasTensor y = (x * 2.0) - (h * x) + 0.5, z = -(1.0 / (2.0 + (h * h))) + (x / 3.0);
            return new(x, Answer(new Concatenate().Apply(y, z, Ops.Cast(x > 0.1, DType.Float32))));
        }),
        new("graph-functions", () =>
        {
            Input x = new([6]);
            KerasTensor h = new Dense(6).Apply(x);
            h = Ops.Concatenate([Ops.Gelu(h), Ops.Tanh(x), Ops.Sigmoid(h * 2.0)], axis: -1);
            h = Ops.ExpandDims(h, 1) + Ops.ExpandDims(Ops.Mean(h, axis: -1, keepDims: true), 1);
            return new(x, Answer(Ops.Squeeze(Ops.Softmax(h, axis: -1), 1)));
        }),
        new("graph-parts-of-tensors", () =>
        {
            Input x = new([6]);
            KerasTensor[] parts = Ops.Split(new Dense(6).Apply(x), 3, axis: -1);
            (KerasTensor mean, KerasTensor variance) = Ops.Moments(x, axes: 1, keepDims: true);
            KerasTensor stacked = Ops.Stack([parts[0], parts[1], parts[2]], axis: 1);
            KerasTensor h = Ops.Concatenate(
                [stacked[.., .., 0], Ops.Where(parts[0] > parts[1], parts[0], parts[2]), (mean - 0.5) / Ops.Sqrt(variance + 1e-3)],
                    axis: 1);
            return new(x, Answer(h));
        }),
        new("graph-shapes-of-tensors", () =>
        {
            Input x = new([6]);
            KerasTensor h = Ops.Reshape(new Dense(6).Apply(x), [-1, 2, 3]);
            h = Ops.Pad(Ops.Transpose(h, [0, 2, 1]), [(0, 0), (1, 0), (0, 1)]);
            h = Ops.Tile(Ops.Flip(h, axis: 1), [1, 1, 2]);
            return new(x, Answer(Ops.Sum(Ops.SwapAxes(h, 1, 2), axis: 1)));
        }),
        new("graph-slices", () =>
        {
            Input x = new([4, 5]);
            KerasTensor h = new Dense(4).Apply(x);
            h = Ops.Concatenate([h[.., 1..^1, ..2], x[.., ..2, ^2..]], axis: 2);
            return new(x, Answer(h[.., 0, ..] - h[.., 1, ..]));
        }),
        new("graph-attention-by-hand", () =>
        {
            Input x = new([5, 4]);
            KerasTensor q = new Dense(4).Apply(x), k = new Dense(4).Apply(x), v = new Dense(4).Apply(x);
            KerasTensor scores = Ops.Softmax(Ops.MatMul(q, Ops.Transpose(k, [0, 2, 1])) / 2.0, axis: -1);
            return new(x, Answer(Ops.Mean(Ops.Einsum("bij,bjd->bid", scores, v), axis: 1)));
        }),
        new("graph-categories", () =>
        {
            Input x = new([3], dtype: DType.Int32, name: "words");
            KerasTensor h = new Dense(4).Apply(Ops.Sum(Ops.OneHot(x, 5), axis: 1));
            return new(x, Answer(h + Ops.Cast(Ops.Equal(x[.., ..1], 1), DType.Float32)));
        }),
        new("graph-penalties", () =>
        {
            Input x = new([4]);
            Dense first = new(4, "tanh") { KernelRegularizer = new L2(0.01), BiasRegularizer = new L1(0.02),
                ActivityRegularizer = new L1L2(0.01, 0.02) };
            Dense second = new(3) { KernelConstraint = new MaxNorm(0.8), BiasConstraint = new NonNeg() };
            return new(x, Answer(second.Apply(new Dense(4, "tanh") { Trainable = false }.Apply(first.Apply(x)))));
        }) { TrainsSince = "3.15.1", Before = "does not divide penalties on outputs by the batch size" },
        new("graph-fixed-batch", () =>
        {
            Input x = new([4], batchSize: 8, name: "eight");
            return new(x, Answer(new Dense(3, "tanh").Apply(x)), "fixed");
        }),
        new("graph-types", () =>
        {
            Input x = new([4], dtype: DType.Float64, name: "doubles"), n = new([3], dtype: DType.Int32, name: "numbers");
            KerasTensor h = new Dense(4, "tanh") { DTypePolicy = "float64" }.Apply(x);
            return new([x, n], Answer(new Concatenate().Apply(Ops.Cast(h, DType.Float32), Ops.Cast(n, DType.Float32) * 0.1)));
        }),
        new("graph-masks", () =>
        {
            Input x = new([5, 3]);
            KerasTensor h = new Dense(4, "tanh").Apply(new Masking().Apply(x));
            return new(x, Answer(new GlobalAveragePooling1D().Apply(new Add().Apply(h, new Dense(4).Apply(h)))));
        }) { HasPadding = true },
        new("graph-tied", () =>
        {
            Input x = new([3]);
            Dense step = new(3, "tanh");
            KerasTensor h = x;
            List<KerasTensor> states = [];
            for (int i = 0; i < 4; i++)
                states.Add(h = step.Apply(h) + x);
            return new(x, Answer(Ops.Mean(Ops.Stack([.. states], axis: 1), axis: 1)));
        }),
        new("graph-merges", () =>
        {
            Input a = new([4], name: "a"), b = new([4], name: "b");
            KerasTensor ab = new Multiply().Apply(a, new Dense(4).Apply(b));
            return new([a, b], Answer(new Concatenate().Apply(
                new Maximum().Apply(a, ab), new Minimum().Apply(a, b), new Average().Apply(a, b, ab), new Subtract().Apply(ab, b),
                    new Dot(1, normalize: true).Apply(a, ab))));
        }),
    ];

    private static Model Tower(string name, int inputs, int outputs)
    {
        Input x = new([inputs], name: $"{name}_x");
        return new(x, new Dense(outputs).Apply(new Dense(5, "tanh").Apply(x)), name);
    }
}
