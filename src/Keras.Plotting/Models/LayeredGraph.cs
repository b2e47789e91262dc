namespace Keras.Plotting.Models;

/// <summary>
/// Places the boxes of a graph in layers so that edges go down, cross little and are short (after Sugiyama, Tagawa and Toda, 1981;
/// positions in a layer by least squares under the given distances).
/// </summary>
internal sealed class LayeredGraph(IReadOnlyList<Vertex> boxes, IReadOnlyList<Link> links)
{
    private const int Sweeps = 12;
    private const double Gap = 24, LayerGap = 36, TrackGap = 9, BendWeight = 4;
    private readonly List<List<Vertex>> layers = [];
    private readonly Dictionary<Vertex, List<Vertex>> above = [], below = [];

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>The distances between the layers' edges, by the upper layer.</summary>
    public IReadOnlyList<double> Gaps { get; private set; } = [];

    public void Place()
    {
        TurnCycles();
        AssignLayers();
        AddBends();
        for (int sweep = 0; sweep < Sweeps; sweep++)
            Order(sweep % 2 == 0);
        PlaceAcross();
        PlaceDown();
    }

    // An edge that goes back to where a walk is just now is drawn upwards.
    private void TurnCycles()
    {
        ILookup<Vertex, Link> from = links.ToLookup(l => l.From);
        HashSet<Vertex> open = [], done = [];
        foreach (Vertex box in boxes)
            Visit(box);

        void Visit(Vertex start)
        {
            if (!done.Add(start))
                return;
            Stack<(Vertex Vertex, IEnumerator<Link> Links)> walk = new();
            Open(start);
            while (walk.TryPeek(out var top))
            {
                if (!top.Links.MoveNext())
                {
                    open.Remove(walk.Pop().Vertex);
                    continue;
                }

                Link link = top.Links.Current;
                link.GoesUp = open.Contains(link.To);
                if (!link.GoesUp && done.Add(link.To))
                    Open(link.To);
            }

            void Open(Vertex vertex)
            {
                open.Add(vertex);
                walk.Push((vertex, from[vertex].GetEnumerator()));
            }
        }
    }

    private void AssignLayers()
    {
        ILookup<Vertex, Vertex> next = links.ToLookup(Upper, Lower);
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (Vertex box in boxes)
            {
                foreach (Vertex other in next[box].Where(o => o.Layer <= box.Layer))
                    (other.Layer, changed) = (box.Layer + 1, true);
            }
        }

        // What nothing leads to stands right above what it leads to.
        HashSet<Vertex> entered = [.. links.Select(Lower)];
        foreach (Vertex box in boxes.Where(b => !entered.Contains(b) && next[b].Any()))
            box.Layer = next[box].Min(o => o.Layer) - 1;
    }

    private void AddBends()
    {
        int count = boxes.Count == 0 ? 0 : boxes.Max(b => b.Layer) + 1;
        layers.AddRange(Enumerable.Range(0, count).Select(_ => new List<Vertex>()));
        foreach (Vertex box in boxes)
            layers[box.Layer].Add(box);
        foreach (Link link in links)
        {
            link.Path.Add(Upper(link));
            for (int layer = Upper(link).Layer + 1; layer < Lower(link).Layer; layer++)
            {
                Vertex bend = new(0, 0) { IsBend = true, Layer = layer };
                layers[layer].Add(bend);
                link.Path.Add(bend);
            }

            link.Path.Add(Lower(link));
            foreach ((Vertex up, Vertex down) in link.Path.Zip(link.Path.Skip(1)))
            {
                Neighbors(below, up).Add(down);
                Neighbors(above, down).Add(up);
            }
        }
    }

    private void Order(bool isDown)
    {
        for (int i = 1; i < layers.Count; i++)
        {
            int at = isDown ? i : layers.Count - 1 - i;
            List<Vertex> fixedLayer = layers[isDown ? at - 1 : at + 1], layer = layers[at];
            Dictionary<Vertex, int> place = fixedLayer.Select((v, p) => (v, p)).ToDictionary(x => x.v, x => x.p);
            List<Vertex> before = [.. layer];
            // One without neighbors stays where it is.
            layers[at] = [.. layer.Select((v, p) => (v, Key: Neighbors(isDown ? above : below, v) is { Count: > 0 } near
                ? near.Average(n => place[n]) * Math.Max(1, layer.Count - 1) / Math.Max(1, fixedLayer.Count - 1)
                : p)).OrderBy(x => x.Key).Select(x => x.v)];
            if (Crossings(at) > Crossings(at, before))
                layers[at] = before;
        }
    }

    private int Crossings(int at, List<Vertex>? given = null)
    {
        List<Vertex> layer = given ?? layers[at];
        int count = 0;
        foreach ((int other, Dictionary<Vertex, List<Vertex>> near) in new[] { (at - 1, above), (at + 1, below) })
        {
            if (other < 0 || other >= layers.Count)
                continue;
            Dictionary<Vertex, int> place = layers[other].Select((v, p) => (v, p)).ToDictionary(x => x.v, x => x.p);
            int[][] ends = [.. layer.Select(v => Neighbors(near, v).Select(n => place[n]).ToArray())];
            for (int left = 0; left < ends.Length; left++)
            {
                for (int right = left + 1; right < ends.Length; right++)
                    count += ends[left].Sum(l => ends[right].Count(r => r < l));
            }
        }

        return count;
    }

    private void PlaceAcross()
    {
        foreach (List<Vertex> layer in layers)
            Spread(layer, [.. layer.Select(_ => 0.0)]);
        for (int sweep = 0; sweep < 2 * Sweeps; sweep++)
        {
            bool isDown = sweep % 2 == 0;
            for (int i = 0; i < layers.Count; i++)
            {
                List<Vertex> layer = layers[isDown ? i : layers.Count - 1 - i];
                Spread(layer, [.. layer.Select(Wanted)]);
            }
        }

        double left = boxes.Count == 0 ? 0 : boxes.Min(b => b.X - (b.Width / 2));
        left = Math.Min(left, layers.SelectMany(l => l).Select(v => v.X).DefaultIfEmpty(left).Min());
        foreach (Vertex vertex in layers.SelectMany(l => l))
            vertex.X -= left;
        Width = layers.SelectMany(l => l).Select(v => v.X + (v.Width / 2)).DefaultIfEmpty(0).Max();

        double Wanted(Vertex vertex)
        {
            List<Vertex> near = [.. Neighbors(above, vertex), .. Neighbors(below, vertex)];
            return near.Count == 0 ? vertex.X : near.Average(n => n.X);
        }
    }

    // The nearest places in this order with room between them: isotonic regression, by pooling neighbors that would overlap.
    private static void Spread(List<Vertex> layer, double[] wanted)
    {
        List<(double Sum, double Weight, int Count)> pools = [];
        double[] offsets = new double[layer.Count];
        for (int i = 0; i < layer.Count; i++)
        {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + ((layer[i - 1].Width + layer[i].Width) / 2) + Gap;
            double weight = layer[i].IsBend ? BendWeight : 1;
            pools.Add(((wanted[i] - offsets[i]) * weight, weight, 1));
            while (pools.Count > 1 && pools[^2].Sum / pools[^2].Weight > pools[^1].Sum / pools[^1].Weight)
            {
                pools[^2] = (pools[^2].Sum + pools[^1].Sum, pools[^2].Weight + pools[^1].Weight, pools[^2].Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
        }

        int at = 0;
        foreach ((double sum, double weight, int count) in pools)
        {
            for (int k = 0; k < count; k++, at++)
                layer[at].X = (sum / weight) + offsets[at];
        }
    }

    private void PlaceDown()
    {
        double y = 0;
        List<double> gaps = [];
        foreach (List<Vertex> layer in layers)
        {
            double height = layer.Max(v => v.Height);
            foreach (Vertex vertex in layer)
                vertex.Y = y + ((height - vertex.Height) / 2);
            int turns = layer.Count(v => Neighbors(below, v).Any(n => Math.Abs(n.X - v.X) > 1));
            gaps.Add(LayerGap + (TrackGap * Math.Max(0, turns - 1)));
            y += height + gaps[^1];
        }

        Gaps = gaps;
        Height = layers.Count == 0 ? 0 : y - gaps[^1];
    }

    private static Vertex Upper(Link link) => link.GoesUp ? link.To : link.From;

    private static Vertex Lower(Link link) => link.GoesUp ? link.From : link.To;

    private static List<Vertex> Neighbors(Dictionary<Vertex, List<Vertex>> near, Vertex vertex)
    {
        if (!near.TryGetValue(vertex, out List<Vertex>? list))
            near[vertex] = list = [];
        return list;
    }
}
