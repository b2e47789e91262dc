using SkiaSharp;

namespace Keras.Plotting.Models;

/// <summary>The places of the boxes, nested models and arrows of a diagram, as if it went from top to bottom.</summary>
internal sealed class DiagramLayout
{
    private readonly List<(BoxContent Content, int Id, SKRect Place)> boxes = [];
    private readonly List<(string Name, SKRect Place)> clusters = [];
    private readonly List<SKPoint[]> routes = [];

    /// <param name="diagram">The diagram.</param>
    /// <param name="options">The options of the diagram.</param>
    /// <param name="frame">What a nested model has around its boxes, at the four sides.</param>
    /// <param name="isTurned">Whether the picture is turned, so that a box's width counts downwards.</param>
    public DiagramLayout(ModelDiagram diagram, ModelPlotOptions options, SKRect frame, bool isTurned)
    {
        List<(DiagramItem Item, Vertex Vertex, DiagramLayout? Nested, BoxContent? Content)> items = [];
        foreach (DiagramItem item in diagram.Items)
        {
            DiagramLayout? nested = item is ModelDiagram inner ? new(inner, options, frame, isTurned) : null;
            BoxContent? content = item is DiagramBox box ? new(box, options) : null;
            items.Add((item, nested is not null
                ? new(nested.Width + frame.Left + frame.Right, nested.Height + frame.Top + frame.Bottom)
                : isTurned ? new(content!.Height, content.Width) : new(content!.Width, content.Height), nested, content));
        }

        List<Link> links = [];
        foreach (DiagramEdge edge in diagram.Edges)
        {
            int from = items.FindIndex(i => Holds(i.Item, i.Nested, edge.From)),
                to = items.FindIndex(i => Holds(i.Item, i.Nested, edge.To));
            // An arrow of a layer that is called elsewhere, too, may come from outside of the diagram; one to itself needs no arrow.
            if (from >= 0 && to >= 0 && from != to)
                links.Add(new(items[from].Vertex, items[to].Vertex, End(items[from].Nested, edge.From, frame),
                    End(items[to].Nested, edge.To, frame)));
        }

        LayeredGraph graph = new([.. items.Select(i => i.Vertex)], links);
        graph.Place();
        foreach ((DiagramItem item, Vertex vertex, DiagramLayout? nested, BoxContent? content) in items)
        {
            SKRect place = SKRect.Create((float)(vertex.X - (vertex.Width / 2)), (float)vertex.Y, (float)vertex.Width,
                (float)vertex.Height);
            if (content is not null)
                boxes.Add((content, ((DiagramBox)item).Id, place));
            if (nested is null)
                continue;
            clusters.Add((((ModelDiagram)item).Name, place));
            Take(nested, new(place.Left + frame.Left, place.Top + frame.Top));
        }

        EdgeRouter router = new(links, graph.Gaps, options.Splines);
        routes.AddRange(links.Select(l => Extended(router.Route(l), l)));
        Width = Math.Max(graph.Width, boxes.Select(b => (double)b.Place.Right).DefaultIfEmpty(0).Max());
        Height = graph.Height;
    }

    public double Width { get; }

    public double Height { get; }

    public IReadOnlyList<(BoxContent Content, int Id, SKRect Place)> Boxes => boxes;

    public IReadOnlyList<(string Name, SKRect Place)> Clusters => clusters;

    /// <summary>The points of each arrow, from its begin to its end.</summary>
    public IReadOnlyList<SKPoint[]> Routes => routes;

    private static bool Holds(DiagramItem item, DiagramLayout? nested, int id) =>
        nested is null ? ((DiagramBox)item).Id == id : nested.boxes.Exists(b => b.Id == id);

    // Where in a nested model an arrow begins or ends.
    private static LinkEnd End(DiagramLayout? nested, int id, SKRect frame)
    {
        if (nested is null)
            return default;
        SKRect place = nested.boxes.First(b => b.Id == id).Place;
        double middle = (nested.Width + frame.Left + frame.Right) / 2;
        return new(frame.Left + place.MidX - middle, frame.Top + place.Top, nested.Height - place.Bottom + frame.Bottom);
    }

    // Into nested models, to the boxes in them.
    private static SKPoint[] Extended(List<SKPoint> route, Link link)
    {
        SKPoint first = route[0], last = route[^1];
        LinkEnd upper = link.GoesUp ? link.ToEnd : link.FromEnd, lower = link.GoesUp ? link.FromEnd : link.ToEnd;
        if (upper.Below > 0)
            route.Insert(0, new(first.X, first.Y - (float)upper.Below));
        if (lower.Above > 0)
            route.Add(new(last.X, last.Y + (float)lower.Above));
        if (link.GoesUp)
            route.Reverse();
        return [.. route];
    }

    private void Take(DiagramLayout nested, SKPoint origin)
    {
        boxes.AddRange(nested.boxes.Select(b => b with { Place = Moved(b.Place) }));
        clusters.AddRange(nested.clusters.Select(c => c with { Place = Moved(c.Place) }));
        routes.AddRange(nested.routes.Select(r => r.Select(p => p + origin).ToArray()));

        SKRect Moved(SKRect place)
        {
            place.Offset(origin);
            return place;
        }
    }
}
