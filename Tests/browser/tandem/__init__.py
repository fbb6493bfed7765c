"""What the browser tests drive: the server, browsers as phones and desktops, and the film of a screen."""
