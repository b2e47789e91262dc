using Keras.Core;
using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>One layer or optimizer that two threads build first: one of them builds it, once.</summary>
public sealed class BuildingThreadsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("values")]
    [InlineData("Keras tensors")]
    [InlineData("a shape")]
    public async Task The_other_thread_waits(string called)
    {
        using Gated shared = new();
        using Holder first = new(shared), second = new(shared);
        Task builds = Task.Run(() => Call(first));
        Assert.True(shared.Begun.Wait(Long));
        Task waits = Task.Run(() =>
        {
            Interleaving.At = point => shared.Open.Set();
            Call(second);
        });
        await Task.WhenAll(builds, waits).WaitAsync(Long);
        Assert.Equal(1, shared.Builds);
        Assert.Single(shared.Weights);

        void Call(Holder holder)
        {
            if (called == "values")
                holder.Apply(new float[1, 2]).Dispose();
            else if (called == "a shape")
                shared.BuildFor([-1, 2]);
            else
                _ = shared.Apply(new Input([2]));
        }
    }

    /// <summary>A layer that is found when it is called, by layers that are in use already.</summary>
    [Fact]
    public async Task Within_other_layers_it_is_refused()
    {
        using Gated shared = new();
        using Finder first = new(shared), second = new(shared);
        Task builds = Task.Run(() => first.Apply(new float[1, 2]).Dispose());
        Assert.True(shared.Begun.Wait(Long));
        Assert.Equal("Gated 'gated' is being built on another thread; call BuildFor, or the layers that share it, on one thread first.",
            Assert.Throws<InvalidOperationException>(() => second.Apply(new float[1, 2])).Message);
        shared.Open.Set();
        await builds.WaitAsync(Long);
        second.Apply(new float[1, 2]).Dispose();
        Assert.Single(second.Weights);
    }

    [Fact]
    public async Task An_optimizer_is_built_once()
    {
        using Dense layer = new(1);
        layer.BuildFor([-1, 2]);
        using GatedOptimizer optimizer = new();
        Task builds = Task.Run(() => optimizer.Build(layer.TrainableWeights));
        Assert.True(optimizer.Begun.Wait(Long));
        Thread waits = new(() => optimizer.Build(layer.TrainableWeights)) { IsBackground = true };
        waits.Start();
        Assert.True(SpinWait.SpinUntil(() => waits.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || optimizer.Builds > 1, Long));
        optimizer.Open.Set();
        await builds.WaitAsync(Long);
        Assert.True(waits.Join(Long));
        Assert.Equal(1, optimizer.Builds);
        Assert.Equal(4, optimizer.Weights.Count);
    }

    private sealed class Gated : Layer
    {
        public Gated() => Name = "gated";

        public ManualResetEventSlim Begun { get; } = new();

        public ManualResetEventSlim Open { get; } = new();

        public int Builds { get; private set; }

        protected override void Build(Shape input)
        {
            Builds++;
            Begun.Set();
            if (Builds == 1)
                Assert.True(Open.Wait(Long));
            else
                Open.Set();
            AddWeight("scale", [input[^1]]);
        }

        protected override Symbol Call(Symbol x, CallContext context) => x * Weights[0].ToSymbol();
    }

    private sealed class Holder : Layer
    {
        private readonly Gated inner;

        public Holder(Gated inner) => this.inner = AddLayer(inner);

        protected override Symbol Call(Symbol x, CallContext context) => inner.Apply(x, context);
    }

    private sealed class Finder(Gated found) : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context) => found.Apply(x, context);
    }

    private sealed class GatedOptimizer() : Optimizer(0.1)
    {
        public ManualResetEventSlim Begun { get; } = new();

        public ManualResetEventSlim Open { get; } = new();

        public int Builds { get; private set; }

        protected override void BuildSlots(IReadOnlyList<Weight> trained)
        {
            Builds++;
            Begun.Set();
            if (Builds == 1)
                Assert.True(Open.Wait(Long));
            _ = AddSlots("slot");
        }

        protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate) => weight.Assign(weight - (gradient * rate));
    }
}
