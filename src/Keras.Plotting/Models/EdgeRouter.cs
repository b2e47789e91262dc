using SkiaSharp;

namespace Keras.Plotting.Models;

/// <summary>The points of edges between the layers of a placed graph.</summary>
internal sealed class EdgeRouter
{
    private const double Straight = 1;
    private readonly Dictionary<(Vertex, double), double> tracks = [];
    private readonly bool isOrtho;

    /// <param name="links">The edges, placed.</param>
    /// <param name="gaps">The distance below each layer.</param>
    /// <param name="splines">How edges are drawn, in Keras's words.</param>
    public EdgeRouter(IReadOnlyList<Link> links, IReadOnlyList<double> gaps, string splines)
    {
        isOrtho = splines == "ortho";
        var segments = links.SelectMany(Segments).ToArray();
        foreach (var layer in segments.GroupBy(s => s.Upper.Layer))
        {
            double bottom = segments.Where(s => s.Upper.Layer == layer.Key).Max(s => s.Upper.Y + s.Upper.Height);
            double top = layer.Min(s => s.Lower.Y);
            Assign(layer.Where(s => Math.Abs(s.From - s.To) > Straight), Math.Min(bottom, top - (gaps[layer.Key] / 2)), top);
        }
    }

    /// <summary>The points from the upper end to the lower one.</summary>
    public List<SKPoint> Route(Link link)
    {
        List<SKPoint> points = [];
        foreach ((Vertex upper, Vertex lower, double from, double to) in Segments(link))
        {
            Add(from, upper.Y + upper.Height);
            if (isOrtho && Math.Abs(from - to) > Straight)
            {
                double track = tracks[(upper, from)];
                Add(from, track);
                Add(to, track);
            }

            Add(to, lower.Y);
        }

        return points;

        void Add(double x, double y)
        {
            SKPoint point = new((float)x, (float)y);
            if (points.Count == 0 || points[^1] != point)
                points.Add(point);
        }
    }

    // Horizontal lines that would lie on one another get tracks of their own; those from one place share theirs.
    private void Assign(IEnumerable<(Vertex Upper, Vertex Lower, double From, double To)> segments, double top, double bottom)
    {
        List<List<(double Left, double Right)>> used = [];
        List<((Vertex, double) Key, int Track)> chosen = [];
        foreach (var source in segments.GroupBy(s => (s.Upper, s.From)).OrderBy(g => g.Key.From))
        {
            double left = source.Min(s => Math.Min(s.From, s.To)), right = source.Max(s => Math.Max(s.From, s.To));
            int track = used.FindIndex(t => t.TrueForAll(o => o.Right < left || o.Left > right));
            if (track < 0)
            {
                track = used.Count;
                used.Add([]);
            }

            used[track].Add((left, right));
            chosen.Add((source.Key, track));
        }

        foreach ((var key, int track) in chosen)
            tracks[key] = top + ((bottom - top) * (track + 1) / (used.Count + 1));
    }

    private static IEnumerable<(Vertex Upper, Vertex Lower, double From, double To)> Segments(Link link)
    {
        LinkEnd first = link.GoesUp ? link.ToEnd : link.FromEnd, last = link.GoesUp ? link.FromEnd : link.ToEnd;
        for (int i = 1; i < link.Path.Count; i++)
        {
            double from = link.Path[i - 1].X + (i == 1 ? first.Offset : 0),
                to = link.Path[i].X + (i == link.Path.Count - 1 ? last.Offset : 0);
            yield return (link.Path[i - 1], link.Path[i], from, to);
        }
    }
}
